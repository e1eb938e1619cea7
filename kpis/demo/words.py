"""The words of the demo company, in English and in French: names, places, products, comments."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """One language. Tuples of the same length in both, read by position."""

    language: str
    company: str
    regions: tuple[str, ...]
    teams: tuple[str, ...]
    channels: tuple[str, ...]
    sources: tuple[str, ...]
    segments: tuple[str, ...]
    categories: tuple[str, ...]
    products: tuple[tuple[str, ...], ...]
    campaigns: tuple[str, ...]
    pipeline: str
    stages: tuple[str, ...]
    lost_reasons: tuple[str, ...]
    activity_types: tuple[str, ...]
    media: tuple[str, ...]
    holidays: tuple[str, ...]
    absences: tuple[str, ...]
    expenses: tuple[str, ...]
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    firms: tuple[str, ...]
    firm_suffixes: tuple[str, ...]
    job_titles: tuple[str, ...]
    cities: tuple[tuple[str, ...], ...]
    streets: tuple[str, ...]
    country: str
    projects: tuple[str, ...]
    subjects: tuple[tuple[str, ...], ...]
    surveys: tuple[str, ...]
    questions: tuple[str, ...]
    proposal: str


ENGLISH = Words(
    language="en",
    company="Lumen House",
    regions=("North", "Centre", "South"),
    teams=("Sales", "Field North", "Field South", "Stores and web"),
    channels=("Web shop", "Store", "Field", "Phone"),
    sources=("Recommendation", "Trade fair", "Web form", "Cold call", "Existing customer", "Advertising"),
    segments=("Offices", "Hotels and restaurants", "Shops", "Schools", "Care homes", "Households"),
    categories=("Ceiling lights", "Desk and floor lamps", "Outdoor", "Smart lighting", "Services"),
    products=(
        ("Panel 60 LED", "Pendant Aria", "Track Rail 4", "Downlight Pico"),
        ("Desk lamp Nico", "Floor lamp Arc", "Reading lamp Lis"),
        ("Bollard Terra", "Wall light Nord", "Floodlight Max"),
        ("Smart hub", "Motion sensor", "Smart bulb set", "Control panel"),
        ("Lighting plan", "Installation day", "Maintenance contract"),
    ),
    campaigns=("Spring of light", "Lighting fair", "Office renewal mailing", "Radio campaign", "Winter sale"),
    pipeline="Sales",
    stages=("Qualification", "First meeting", "Offer", "Negotiation", "Won", "Lost"),
    lost_reasons=("Price", "Competitor", "No budget", "No decision", "Delivery time", "Missing product"),
    activity_types=("Call", "Meeting", "Negotiation", "E-mail", "Preparation", "Administration", "Travel"),
    media=("Phone", "In person", "Video", "E-mail"),
    holidays=(
        "New Year's Day", "Easter Monday", "Labour Day", "Ascension Day", "Whit Monday", "National Day",
        "Assumption", "All Saints' Day", "Armistice Day", "Christmas Day",
    ),
    absences=("Holiday", "Illness", "Training"),
    expenses=("Advertising", "Travel", "Store rent", "Stand", "Printing"),
    first_names=(
        "Emma", "Oliver", "Grace", "Henry", "Alice", "George", "Lucy", "Thomas", "Ruth", "Edward", "Clara", "Peter",
        "Nora", "Samuel", "Julia", "Daniel", "Helen", "Martin", "Laura", "Victor", "Irene", "Simon",
    ),
    last_names=(
        "Bennett", "Clarke", "Dawson", "Ellis", "Fletcher", "Graham", "Harper", "Ingram", "Jennings", "Knight",
        "Lawson", "Mercer", "Norris", "Osborne", "Parker", "Quinn", "Reeves", "Sutton", "Turner", "Walsh", "Yates",
        "Barlow", "Carver", "Doyle", "Everett", "Foster", "Garner", "Holt",
    ),
    firms=(
        "Harbour", "Maple", "Bridge", "Castle", "Willow", "Summit", "Beacon", "Orchard", "Meridian", "River", "Stone",
        "Anchor", "Silver", "Cedar", "Northgate", "Parkside", "Linden", "Crown", "Mill", "Garden", "Station", "Abbey",
    ),
    firm_suffixes=("Hotel", "Offices", "Group", "School", "Care", "Stores", "Partners", "Works", "Architects"),
    job_titles=("Facility manager", "Buyer", "Managing director", "Architect", "Office manager"),
    cities=(("Antwerp", "Ghent", "Bruges"), ("Brussels", "Leuven", "Mechelen"), ("Liège", "Namur", "Mons")),
    streets=("Station Road", "Market Square", "Park Avenue", "Mill Lane", "Harbour Street"),
    country="Belgium",
    projects=(
        "Lighting of the ground floor", "Renewal of the offices", "Car park", "Meeting rooms", "Entrance hall",
        "Second floor", "Terrace", "Energy saving", "Showroom", "Maintenance",
    ),
    subjects=(
        ("First call", "Call back about the offer", "Question on delivery"),
        ("Visit on site", "Presentation of the range", "Meeting with the architect"),
        ("Negotiation of the price", "Terms of delivery", "Last points of the contract"),
        ("Offer sent", "Catalogue sent", "Answer to questions"),
        ("Preparing the offer", "Lighting plan", "Looking for new customers"),
        ("Weekly report", "Updating records", "Team meeting"),
        ("On the road",),
    ),
    proposal="Two large customers have put off their orders.",
    surveys=("After the project", "After your purchase", "Yearly relation", "After a lost offer"),
    questions=(
        "How likely are you to recommend us?", "How satisfied are you with your purchase?", "What should we know?",
    ),
)  # fmt: skip

FRENCH = Words(
    language="fr",
    company="Maison Lumen",
    regions=("Nord", "Centre", "Sud"),
    teams=("Ventes", "Terrain Nord", "Terrain Sud", "Magasins et web"),
    channels=("Boutique en ligne", "Magasin", "Terrain", "Téléphone"),
    sources=("Recommandation", "Salon", "Formulaire web", "Prospection", "Client existant", "Publicité"),
    segments=("Bureaux", "Hôtels et restaurants", "Commerces", "Écoles", "Maisons de repos", "Particuliers"),
    categories=("Plafonniers", "Lampes de bureau et lampadaires", "Extérieur", "Éclairage connecté", "Services"),
    products=(
        ("Dalle LED 60", "Suspension Aria", "Rail 4 spots", "Spot encastré Pico"),
        ("Lampe de bureau Nico", "Lampadaire Arc", "Liseuse Lis"),
        ("Borne Terra", "Applique Nord", "Projecteur Max"),
        ("Passerelle connectée", "Détecteur de mouvement", "Jeu d'ampoules connectées", "Tableau de commande"),
        ("Étude d'éclairage", "Journée de pose", "Contrat d'entretien"),
    ),
    campaigns=(
        "Printemps des lumières", "Salon de l'éclairage", "Mailing rénovation de bureaux", "Campagne radio",
        "Soldes d'hiver",
    ),
    pipeline="Ventes",
    stages=("Qualification", "Premier rendez-vous", "Offre", "Négociation", "Gagnée", "Perdue"),
    lost_reasons=("Prix", "Concurrent", "Pas de budget", "Pas de décision", "Délai de livraison", "Produit manquant"),
    activity_types=("Appel", "Rendez-vous", "Négociation", "E-mail", "Préparation", "Administration", "Déplacement"),
    media=("Téléphone", "En personne", "Visioconférence", "E-mail"),
    holidays=(
        "Nouvel An", "Lundi de Pâques", "Fête du Travail", "Ascension", "Lundi de Pentecôte", "Fête nationale",
        "Assomption", "Toussaint", "Armistice", "Noël",
    ),
    absences=("Congé", "Maladie", "Formation"),
    expenses=("Publicité", "Déplacements", "Loyer du magasin", "Stand", "Impression"),
    first_names=(
        "Camille", "Louis", "Chloé", "Hugo", "Manon", "Jules", "Léa", "Thomas", "Élise", "Antoine", "Claire",
        "Pierre", "Noémie", "Samuel", "Julie", "Benoît", "Hélène", "Mathieu", "Laure", "Victor", "Irène", "Simon",
    ),
    last_names=(
        "Lambert", "Dupont", "Dubois", "Leroy", "Fontaine", "Girard", "Hubert", "Jacquet", "Lemaire", "Masson",
        "Noël", "Petit", "Renard", "Simon", "Thiry", "Vasseur", "Bertrand", "Collin", "Delvaux", "Évrard", "Gilson",
        "Henrard", "Legrand", "Mercier", "Pirard", "Rousseau", "Servais", "Wauters",
    ),
    firms=(
        "Port", "Érable", "Pont", "Château", "Saule", "Sommet", "Phare", "Verger", "Méridien", "Rivière", "Pierre",
        "Ancre", "Argent", "Cèdre", "Horizon", "Parc", "Tilleul", "Couronne", "Moulin", "Jardin", "Gare", "Abbaye",
    ),
    firm_suffixes=("Hôtel", "Bureaux", "Groupe", "École", "Résidence", "Magasins", "Associés", "Ateliers", "Projets"),
    job_titles=("Responsable technique", "Acheteur", "Directrice générale", "Architecte", "Office manager"),
    cities=(("Anvers", "Gand", "Bruges"), ("Bruxelles", "Louvain", "Malines"), ("Liège", "Namur", "Mons")),
    streets=("rue de la Gare", "place du Marché", "avenue du Parc", "rue du Moulin", "quai du Port"),
    country="Belgique",
    projects=(
        "Éclairage du rez-de-chaussée", "Rénovation des bureaux", "Parking", "Salles de réunion", "Hall d'entrée",
        "Deuxième étage", "Terrasse", "Économies d'énergie", "Showroom", "Entretien",
    ),
    subjects=(
        ("Premier appel", "Relance de l'offre", "Question sur la livraison"),
        ("Visite sur place", "Présentation de la gamme", "Réunion avec l'architecte"),
        ("Négociation du prix", "Conditions de livraison", "Derniers points du contrat"),
        ("Offre envoyée", "Catalogue envoyé", "Réponse aux questions"),
        ("Préparation de l'offre", "Étude d'éclairage", "Recherche de nouveaux clients"),
        ("Rapport de la semaine", "Mise à jour des fiches", "Réunion d'équipe"),
        ("Sur la route",),
    ),
    proposal="Deux grands clients ont repoussé leurs commandes.",
    surveys=("Après le projet", "Après votre achat", "Relation annuelle", "Après une offre perdue"),
    questions=(
        "Recommanderiez-vous notre maison ?", "Votre achat vous donne-t-il satisfaction ?", "Que devons-nous savoir ?",
    ),
)  # fmt: skip

LANGUAGES = {"en": ENGLISH, "fr": FRENCH}

# What customers write, by language: unhappy, so-so, happy.
COMMENTS = {
    "en": (
        ("Delivered three weeks late.", "Nobody called me back.", "One lamp was broken.", "Too expensive."),
        ("Good lamps, slow delivery.", "Fine, but the invoice was wrong at first.", "The web shop is hard to search."),
        (
            "Very good advice.",
            "Quick and friendly.",
            "A perfect plan, great offices.",
            "I will be back.",
        ),
    ),
    "fr": (
        ("Livré avec trois semaines de retard.", "Personne ne m'a rappelé.", "Une lampe était cassée.", "Trop cher."),
        ("Bonnes lampes, livraison lente.", "Correct, mais facture à corriger.", "On cherche longtemps sur le site."),
        ("Très bons conseils.", "Rapide et aimable.", "L'étude était parfaite, bureaux superbes.", "Je reviendrai."),
    ),
}
