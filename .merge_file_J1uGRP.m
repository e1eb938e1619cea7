# French sentences of Jauge.
#
msgid ""
msgstr ""
"Project-Id-Version:  Jauge\n"
"Report-Msgid-Bugs-To: \n"
"POT-Creation-Date: 2026-11-24 12:07+0000\n"
"PO-Revision-Date: 2026-11-24 14:00+0000\n"
"Last-Translator: the authors of Jauge\n"
"Language: fr\n"
"Language-Team: French\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Generated-By: Babel 2.18.0\n"

#, python-format
msgid "%(amount)s day"
msgid_plural "%(amount)s days"
msgstr[0] "%(amount)s jour"
msgstr[1] "%(amount)s jours"

#, python-format
msgid "%(name)s (deactivated)"
msgstr "%(name)s (désactivé)"

#, python-format
msgid "%(count)s filter"
msgid_plural "%(count)s filters"
msgstr[0] "%(count)s filtre"
msgstr[1] "%(count)s filtres"

#, python-format
msgid "%(count)s more"
msgstr "%(count)s de plus"

#, python-format
msgid "%(count)s objective"
msgid_plural "%(count)s objectives"
msgstr[0] "%(count)s objectif"
msgstr[1] "%(count)s objectifs"

#, python-format
msgid "%(count)s objective is proposed: it is in force once an administrator accepts it."
msgid_plural "%(count)s objectives are proposed: they are in force once an administrator accepts them."
msgstr[0] "%(count)s objectif est proposé : il sera en vigueur dès qu’un administrateur l’aura accepté."
msgstr[1] "%(count)s objectifs sont proposés : ils seront en vigueur dès qu’un administrateur les aura acceptés."

#, python-format
msgid "%(count)s objective is saved."
msgid_plural "%(count)s objectives are saved."
msgstr[0] "%(count)s objectif est enregistré."
msgstr[1] "%(count)s objectifs sont enregistrés."

# | msgid "%(count)s more"
#, python-format
msgid "%(count)s overdue"
msgid_plural "%(count)s overdue"
msgstr[0] "%(count)s en retard"
msgstr[1] "%(count)s en retard"

#, python-format
msgid "%(count)s proposal"
msgid_plural "%(count)s proposals"
msgstr[0] "%(count)s proposition"
msgstr[1] "%(count)s propositions"

#, python-format
msgid "%(dimension)s: there is no “%(value)s”."
msgstr "%(dimension)s : « %(value)s » n’existe pas."

#, python-format
msgid "%(first)s–%(last)s days"
msgstr "%(first)s–%(last)s jours"

#, python-format
msgid "%(hidden)s more"
msgid_plural "%(hidden)s more"
msgstr[0] "%(hidden)s de plus"
msgstr[1] "%(hidden)s de plus"

#, python-format
msgid "%(hidden)s more is not shown: choose one person."
msgid_plural "%(hidden)s more are not shown: choose one person."
msgstr[0] "%(hidden)s autre n’est pas affichée : choisissez une personne."
msgstr[1] "%(hidden)s autres ne sont pas affichées : choisissez une personne."

#, python-format
msgid "%(how)s: %(whose)s"
msgstr "%(how)s : %(whose)s"

#, python-format
msgid "%(kind)s: %(metric)s"
msgstr "%(kind)s : %(metric)s"

#, python-format
msgid "%(label)s by month."
msgstr "%(label)s par mois."

#, python-format
msgid "%(label)s, stored now"
msgstr "%(label)s, enregistré à présent"

#, python-format
msgid "%(points)s pts"
msgstr "%(points)s pts"

#, python-format
msgid "%(rep)s sees this sheet, too. A line without text is no action."
msgstr "%(rep)s voit aussi cette fiche. Une ligne sans texte ne compte pas."

#, python-format
msgid "%(row)s, %(column)s"
msgstr "%(row)s, %(column)s"

#, python-format
msgid "%(shown)s opportunity"
msgid_plural "%(shown)s opportunities"
msgstr[0] "%(shown)s opportunité"
msgstr[1] "%(shown)s opportunités"

#, python-format
msgid "%(shown)s row"
msgid_plural "%(shown)s rows"
msgstr[0] "%(shown)s ligne"
msgstr[1] "%(shown)s lignes"

#, python-format
msgid "%(shown)s sale"
msgid_plural "%(shown)s sales"
msgstr[0] "%(shown)s vente"
msgstr[1] "%(shown)s ventes"

#, python-format
msgid "%(some)s and %(count)s more"
msgstr "%(some)s et %(count)s autres"

#, python-format
msgid "%(then)s when proposed"
msgstr "%(then)s lors de la proposition"

#, python-format
msgid "%(what)s moved to %(when)s."
msgstr "%(what)s : déplacé au %(when)s."

#, python-format
msgid "%(what)s, %(who)s"
msgstr "%(what)s, %(who)s"

msgid "(± its parts)"
msgstr "(± ses parties)"

msgid "1 is Monday, 7 is Sunday."
msgstr "1 est lundi, 7 est dimanche."

msgid "1 is full time, 0.5 half."
msgstr "1 est un temps plein, 0,5 un mi-temps."

#, python-format
msgid "95 %% interval"
msgstr "Intervalle à 95 %%"

msgid "A cart cannot be updated before it was created."
msgstr "Un panier ne peut pas être modifié avant d’avoir été créé."

msgid "A closed opportunity keeps its owner: history does not move."
msgstr "Une opportunité clôturée garde son responsable : l’historique ne bouge pas."

msgid "A currency is three capital letters, such as EUR."
msgstr "Une devise s’écrit en trois majuscules, comme EUR."

msgid "A duration is not negative."
msgstr "Une durée n’est pas négative."

msgid "A new prospect needs the day on which it became one."
msgstr "Un nouveau prospect a besoin du jour où il l’est devenu."

msgid "A period without an end has nothing to compare with: choose dates."
msgstr "Une période sans fin ne se compare à rien : choisissez des dates."

msgid "A plan cannot be in the past: give today or a later date."
msgstr "On ne planifie pas dans le passé : donnez la date d’aujourd’hui ou une date ultérieure."

msgid "A prospect needs a name or an id: fill one in."
msgstr "Un prospect a besoin d’un nom ou d’un identifiant : remplissez l’un des deux."

msgid "A question needs a viewer: say for whom it is asked."
msgstr "Une question a besoin d’un lecteur : indiquez pour qui elle est posée."

#, python-format
msgid "A refund is more than nothing and at most what is left of the sale, %(left)s."
msgstr "Un remboursement est supérieur à zéro et ne dépasse pas ce qui reste de la vente, %(left)s."

msgid "A rep needs a name: fill it in."
msgstr "Un commercial a besoin d’un nom : remplissez-le."

msgid "A sheet shows the figures of the last 90 days; note what you talk about and agree on what to do."
msgstr "Une fiche montre les chiffres des 90 derniers jours ; notez ce dont vous parlez et convenez de ce qui est à faire."

msgid "A spreadsheet holds fewer rows than this list has: narrow it by filters, or take CSV."
msgstr "Un tableur contient moins de lignes que cette liste : restreignez-la par des filtres, ou prenez le CSV."

# | msgid "team"
msgid "A team"
msgstr "Une équipe"

msgid "A team cannot be below itself: choose another parent team."
msgstr "Une équipe ne peut pas dépendre d’elle-même : choisissez une autre équipe parente."

msgid "A team's figures are shown as totals, not by person."
msgstr "Les chiffres d’une équipe sont des totaux, pas par personne."

msgid "A team's figures are shown as totals: their rows are not listed."
msgstr "Les chiffres d’une équipe sont des totaux : leurs lignes ne sont pas affichées."

msgid "A view keeps the filters and the order of the list under a name."
msgstr "Une vue retient sous un nom les filtres et le tri de la liste."

msgid "A word to whoever proposed it (optional)"
msgstr "Un mot à l’auteur de la proposition (facultatif)"

msgid "Accept"
msgstr "Accepter"

#, python-format
msgid "Accepted by %(by)s on %(at)s"
msgstr "Accepté par %(by)s le %(at)s"

msgid "Accepted: these objectives are in force."
msgstr "Accepté : ces objectifs sont en vigueur."

msgid "Account"
msgstr "Compte"

msgid "Account of the contact"
msgstr "Compte du contact"

msgid "Accounts"
msgstr "Comptes"

msgid "Accounts whose first sale falls in the period."
msgstr "Comptes dont la première vente tombe dans la période."

msgid "Accounts without the date on which they became prospects lie in no period."
msgstr "Les comptes dont on ignore depuis quand ils sont prospects ne sont dans aucune période."

# | msgid "Actions"
msgid "Action"
msgstr "Action"

# | msgid "Line %(number)s"
#, python-format
msgid "Action %(number)s"
msgstr "Action %(number)s"

msgid "Actions"
msgstr "Actions"

msgid "Activities"
msgstr "Activités"

msgid "Activities done in the period, by type."
msgstr "Activités faites dans la période, par type."

msgid "Activities done, by the date they were done."
msgstr "Activités faites, par date de réalisation."

msgid "Activity minutes"
msgstr "Minutes d’activité"

msgid "Activity type"
msgstr "Type d’activité"

msgid "Actual + remaining working days × the daily rate of the last 90 days."
msgstr "Réalisé + jours ouvrés restants × rythme journalier des 90 derniers jours."

msgid "Actual ÷ (objective × elapsed working days ÷ working days of the period)."
msgstr "Réalisé ÷ (objectif × jours ouvrés écoulés ÷ jours ouvrés de la période)."

msgid "Actual ÷ objective; objective ÷ actual where less is better."
msgstr "Réalisé ÷ objectif ; objectif ÷ réalisé quand moins vaut mieux."

msgid "Add"
msgstr "Ajouter"

msgid "Address"
msgstr "Adresse"

msgid "Administrator"
msgstr "Administrateur"

# | msgid "Actions"
msgid "Agreed actions"
msgstr "Actions convenues"

msgid "All"
msgstr "Tous"

msgid "All figures of this customer"
msgstr "Tous les chiffres de ce client"

msgid "All rows as CSV"
msgstr "Toutes les lignes en CSV"

# | msgid "All rows as CSV"
msgid "All rows as XLSX"
msgstr "Toutes les lignes en XLSX"

msgid "All time"
msgstr "Depuis le début"

msgid "Always open with this view"
msgstr "Toujours ouvrir avec cette vue"

msgid "Amount"
msgstr "Montant"

msgid "Amount changed"
msgstr "Montant modifié"

msgid "Amount lost"
msgstr "Montant perdu"

msgid "Amount of the opportunities won by month, beside the same months of the year before."
msgstr "Montant des affaires gagnées par mois, à côté des mêmes mois de l’année précédente."

msgid "Amount won"
msgstr "Montant gagné"

#, python-format
msgid "Amounts are in %(currency)s here: give it converted, without the other currency's sign."
msgstr "Les montants sont en %(currency)s ici : indiquez-le converti, sans le signe de l’autre devise."

msgid "An administrator adds a pipeline and its stages in the settings."
msgstr "Un administrateur ajoute un pipeline et ses étapes dans les réglages."

#, python-format
msgid "An opportunity has at most %(most)s files: remove one first."
msgstr "Une opportunité a au plus %(most)s fichiers : retirez-en un d’abord."

msgid "An opportunity needs a name: fill it in, or map a column to it."
msgstr "Une opportunité a besoin d’un nom : remplissez-le ou associez-lui une colonne."

msgid "An opportunity's amount is not negative."
msgstr "Le montant d’une opportunité n’est pas négatif."

msgid "Apply"
msgstr "Appliquer"

msgid "Arrow keys, Enter and Tab move between cells; a block copied from a spreadsheet is pasted as one; Ctrl + D fills down, Ctrl + R fills right, Ctrl + Z takes that back; Ctrl + Enter saves."
msgstr "Les flèches, Entrée et Tab passent d’une cellule à l’autre ; un bloc copié d’un tableur se colle d’un coup ; Ctrl + D recopie vers le bas, Ctrl + R à droite, Ctrl + Z l’annule ; Ctrl + Entrée enregistre."

# | msgid "Activities done, by the date they were done."
msgid "As it is today, by the days since the opening; of the whole team, whatever else is chosen above."
msgstr "Situation d’aujourd’hui, par nombre de jours depuis l’ouverture ; pour toute l’équipe, quels que soient les autres filtres."

#, python-format
msgid "At most %(size)s MB: %(types)s."
msgstr "%(size)s Mo au plus : %(types)s."

msgid "Attainment"
msgstr "Atteinte de l’objectif"

msgid "Average basket"
msgstr "Panier moyen"

msgid "Average closing time"
msgstr "Délai de clôture moyen"

msgid "Average sales cycle"
msgstr "Cycle de vente moyen"

msgid "Average won deal"
msgstr "Montant moyen des affaires"

#, python-format
msgid "Bars show the 95 %% interval, the dashed line all of them together. A point is coloured only where the gap is more than chance."
msgstr "Les barres montrent l’intervalle à 95 %%, le pointillé l’ensemble. Un point n’est coloré que si l’écart dépasse le hasard."

msgid "Before"
msgstr "Avant"

msgid "Board"
msgstr "Pipeline"

msgid "Both fill the grid and save nothing. A year is spread by the actuals of the last full month of each name: the row's own, else its team's, else the company's, else by working days; the parts add up to the year exactly. What is typed in “Year to spread” counts for its row."
msgstr "Les deux remplissent la grille sans rien enregistrer. Une année est répartie selon le réalisé du dernier mois complet de chaque nom : celui de la ligne, sinon de son équipe, sinon de l’entreprise, sinon selon les jours ouvrés ; la somme des parties est exactement l’année. Ce qui est saisi sous « Année à répartir » vaut pour sa ligne."

msgid "Broken down by"
msgstr "Ventilé par"

msgid "By"
msgstr "Par"

msgid "By its own seasonality"
msgstr "Selon sa propre saisonnalité"

msgid "By the company's seasonality"
msgstr "Selon la saisonnalité de l’entreprise"

#, python-format
msgid "By the seasonality of %(team)s"
msgstr "Selon la saisonnalité de l’équipe %(team)s"

msgid "By working days, since nobody has a full year of actuals"
msgstr "Selon les jours ouvrés, faute d’une année complète de réalisé"

msgid "CES (1–7)"
msgstr "CES (1–7)"

msgid "CSAT (1–5)"
msgstr "CSAT (1–5)"

msgid "Calendar"
msgstr "Calendrier"

msgid "Campaign"
msgstr "Campagne"

msgid "Cancel"
msgstr "Annuler"

msgid "Cancel this plan"
msgstr "Annuler cette activité"

msgid "Cancelled"
msgstr "Annulée"

#, python-format
msgid "Cancelled: %(what)s."
msgstr "Annulé : %(what)s."

msgid "Cells filled:"
msgstr "Cellules remplies :"

msgid "Change"
msgstr "Évolution"

msgid "Change or clear the filters above."
msgstr "Modifiez ou effacez les filtres ci-dessus."

msgid "Change password"
msgstr "Changer le mot de passe"

#, python-format
msgid "Change the plan: %(what)s"
msgstr "Modifier : %(what)s"

#, python-format
msgid "Change: %(label)s"
msgstr "Modifier : %(label)s"

#, python-format
msgid "Changed: %(what)s."
msgstr "Modifié : %(what)s."

msgid "Changes of objectives"
msgstr "Modifications d’objectifs"

msgid "Channel"
msgstr "Canal"

msgid "Choose a longer period above, or log what you do: each call, opportunity and sale counts here at once."
msgstr "Choisissez une période plus longue ci-dessus, ou consignez ce que vous faites : chaque appel, opportunité et vente compte ici aussitôt."

msgid "Choose a new password"
msgstr "Choisissez un nouveau mot de passe"

msgid "Choose a password"
msgstr "Choisissez un mot de passe"

msgid "Choose a product, or describe what is sold."
msgstr "Choisissez un produit, ou décrivez ce qui est vendu."

msgid "Choose from what was found"
msgstr "Choisir parmi les résultats"

msgid "Choose what it is: a call, a meeting …"
msgstr "Choisissez de quoi il s’agit : un appel, un rendez-vous…"

msgid "Choose what it was: a call, a meeting …"
msgstr "Choisissez ce que c’était : un appel, un rendez-vous…"

msgid "Choose why it was lost: that is what the next one learns from."
msgstr "Choisissez pourquoi elle est perdue : c’est ce qui servira pour la prochaine."

msgid "City"
msgstr "Ville"

msgid "Clear"
msgstr "Effacer"

msgid "Close"
msgstr "Fermer"

msgid "Closed"
msgstr "Clôturée le"

msgid "Closed from"
msgstr "Clôturée à partir du"

msgid "Closed on"
msgstr "Clôturée le"

msgid "Closed opportunities"
msgstr "Opportunités clôturées"

msgid "Closed until"
msgstr "Clôturée jusqu’au"

msgid "Columns"
msgstr "Colonnes"

msgid "Company"
msgstr "Entreprise"

msgid "Compared with"
msgstr "Comparé à"

msgid "Confirm that it is you"
msgstr "Confirmez que c’est bien vous"

msgid "Contact"
msgstr "Contact"

msgid "Contacts"
msgstr "Contacts"

msgid "Continue"
msgstr "Continuer"

msgid "Conversion"
msgstr "Conversion"

msgid "Copy this address now: it is shown this once and not stored. Whoever has it can read your plans."
msgstr "Copiez cette adresse maintenant : elle n’est affichée que cette fois et n’est pas conservée. Quiconque la possède peut lire vos activités planifiées."

#, python-format
msgid "Created: %(names)s"
msgstr "Créés : %(names)s"

msgid "Cross-sell"
msgstr "Ventes complémentaires"

msgid "Customer"
msgstr "Client"

msgid "Customer feedback"
msgstr "Avis des clients"

msgid "Customer since"
msgstr "Client depuis"

msgid "Customers"
msgstr "Clients"

msgid "Customers and sales"
msgstr "Clients et ventes"

msgid "Cycle"
msgstr "Cycle"

msgid "Dark"
msgstr "Sombre"

msgid "Dashboard"
msgstr "Tableau de bord"

msgid "Date"
msgstr "Date"

msgid "Day"
msgstr "Jour"

msgid "Delete"
msgstr "Supprimer"

msgid "Delete this view"
msgstr "Supprimer cette vue"

msgid "Description"
msgstr "Description"

#, python-format
msgid "Did you mean %(names)s?"
msgstr "Vouliez-vous dire %(names)s ?"

msgid "Digits from 1 (Monday) to 7 (Sunday), in order."
msgstr "Des chiffres de 1 (lundi) à 7 (dimanche), dans l’ordre."

msgid "Discard"
msgstr "L’abandonner"

msgid "Done"
msgstr "Faite"

#, python-format
msgid "Done: %(what)s"
msgstr "Faite : %(what)s"

#, python-format
msgid "Done: %(what)s."
msgstr "Fait : %(what)s."

msgid "Drag a plan to another day, or open it to change its date. Times are in the company’s time zone."
msgstr "Faites glisser une activité planifiée vers un autre jour, ou ouvrez-la pour changer sa date. Les heures sont celles du fuseau de l’entreprise."

msgid "Due on"
msgstr "Échéance"

msgid "Duration"
msgstr "Durée"

msgid "E-mail"
msgstr "E-mail"

msgid "Each of these objectives was changed again since: there is nothing to take back."
msgstr "Chacun de ces objectifs a été modifié depuis : il n’y a rien à annuler."

msgid "Earlier"
msgstr "Plus tôt"

msgid "Edit"
msgstr "Modifier"

msgid "Employment"
msgstr "Contrat"

msgid "Empty: any time."
msgstr "Vide : dans la journée."

msgid "Empty: the browser's."
msgstr "Vide : celle du navigateur."

msgid "Empty: today."
msgstr "Vide : aujourd’hui."

msgid "English"
msgstr "Anglais"

msgid "Enter"
msgstr "Entrée"

msgid "Enter saves, Ctrl + Enter from the note."
msgstr "Entrée enregistre, Ctrl + Entrée depuis la note."

# | msgid ""
# | "Every open opportunity of yours has a next step, and none has gone
# quiet."
msgid "Every open opportunity has a next step."
msgstr "Chaque opportunité ouverte a une prochaine étape."

msgid "Every open opportunity of yours has a next step, and none has gone quiet."
msgstr "Chacune de vos opportunités ouvertes a une prochaine étape, et aucune n’est restée sans nouvelles."

msgid "Everyone"
msgstr "Tout le monde"

msgid "Expected"
msgstr "Clôture prévue"

msgid "Expected date changed"
msgstr "Date prévue modifiée"

msgid "Expected to close on"
msgstr "Clôture prévue le"

msgid "Feedback"
msgstr "Retours du client"

msgid "Field"
msgstr "Terrain"

# | msgid "My figures"
msgid "Figures"
msgstr "Chiffres"

# | msgid "first sales of accounts"
#, python-format
msgid "Figures of %(account)s"
msgstr "Chiffres de %(account)s"

# | msgid "Last 12 months"
msgid "Figures of the last 12 months"
msgstr "Chiffres des 12 derniers mois"

msgid "File"
msgstr "Fichier"

msgid "Files"
msgstr "Fichiers"

msgid "Files of this type cannot be kept here: save it as PDF, for example."
msgstr "Les fichiers de ce type ne peuvent pas être conservés ici : enregistrez-le par exemple en PDF."

msgid "Fill down"
msgstr "Recopier vers le bas"

msgid "Fill right"
msgstr "Recopier à droite"

msgid "Filters"
msgstr "Filtres"

# | msgid "first name"
msgid "First name"
msgstr "Prénom"

msgid "For"
msgstr "Pour"

msgid "For the teams they manage; an administrator accepts or refuses."
msgstr "Pour les équipes qu’ils dirigent ; un administrateur accepte ou refuse."

msgid "Forgotten your password?"
msgstr "Mot de passe oublié ?"

msgid "Found"
msgstr "Résultats"

msgid "Found, choose with the arrow keys:"
msgstr "Résultats, à choisir avec les flèches :"

msgid "French"
msgstr "Français"

msgid "From"
msgstr "De"

msgid "From last year's actual"
msgstr "À partir du réalisé de l’an dernier"

msgid "Funnel"
msgstr "Entonnoir"

msgid "Give a whole number, without decimals."
msgstr "Indiquez un nombre entier, sans décimales."

msgid "Give both days, the first and the last, or choose a period."
msgstr "Indiquez les deux jours, le premier et le dernier, ou choisissez une période."

msgid "Give the amount that was won."
msgstr "Indiquez le montant gagné."

msgid "Give the amount, or the price of one."
msgstr "Indiquez le montant, ou le prix unitaire."

msgid "Give the date of the next step."
msgstr "Indiquez la date de la prochaine étape."

msgid "Give the date on which it is to be done."
msgstr "Indiquez la date à laquelle elle est à faire."

msgid "Go back and try again; nothing was changed."
msgstr "Revenez en arrière et réessayez ; rien n’a été modifié."

msgid "Go back, reload the page and send it again: what you typed is still there."
msgstr "Revenez en arrière, rechargez la page et renvoyez-le : votre saisie y est encore."

msgid "Gone quiet"
msgstr "Sans nouvelles"

msgid "Gross margin"
msgstr "Marge brute"

msgid "Gross margin divided by the net amount, for the sales whose cost is known."
msgstr "Marge brute divisée par le montant net, pour les ventes dont le coût est connu."

msgid "Growth"
msgstr "Croissance"

msgid "High-value minutes ÷ all logged minutes."
msgstr "Minutes à forte valeur ÷ toutes les minutes consignées."

msgid "High-value time"
msgstr "Temps à forte valeur ajoutée"

#, python-format
msgid "Highest: %(top)s (%(most)s); lowest: %(bottom)s (%(least)s)."
msgstr "Le plus haut : %(top)s (%(most)s) ; le plus bas : %(bottom)s (%(least)s)."

msgid "History"
msgstr "Historique"

msgid "Hours of activities of a high-value type: by default calls, client meetings and negotiations."
msgstr "Heures des activités à forte valeur : par défaut les appels, les rendez-vous clients et les négociations."

msgid "How did it go?"
msgstr "Comment cela s’est-il passé ?"

msgid "How far the opportunities opened in the period have come."
msgstr "Jusqu’où sont allées les opportunités ouvertes dans la période."

msgid "How it comes about"
msgstr "Comment il se calcule"

msgid "If we know that address, a message with a link to choose a new password is on its way."
msgstr "Si nous connaissons cette adresse, un message avec un lien pour choisir un nouveau mot de passe est en route."

msgid "In 3 days"
msgstr "Dans 3 jours"

msgid "In Google Calendar: “From URL”. In Outlook: “Subscribe from web”. On an iPhone or Mac: “Add calendar subscription”."
msgstr "Dans Google Agenda : « À partir de l’URL ». Dans Outlook : « S’abonner à partir du web ». Sur iPhone ou Mac : « Ajouter un calendrier avec abonnement »."

msgid "In a month"
msgstr "Dans un mois"

msgid "In a week"
msgstr "Dans une semaine"

#, python-format
msgid "In column “%(header)s” a date such as 03/04 can be read two ways: say --date-format %(field)s=dmy (day first) or --date-format %(field)s=mdy."
msgstr "Dans la colonne « %(header)s », une date comme 03/04 peut se lire de deux façons : indiquez --date-format %(field)s=dmy (jour d’abord) ou --date-format %(field)s=mdy."

#, python-format
msgid "In column “%(header)s” a number such as 1,234 can be read two ways: say --decimal %(field)s=, or --decimal %(field)s=. for the decimal mark."
msgstr "Dans la colonne « %(header)s », un nombre comme 1,234 peut se lire de deux façons : indiquez --decimal %(field)s=, ou --decimal %(field)s=. pour le signe décimal."

msgid "In force now"
msgstr "En vigueur"

msgid "In its currency"
msgstr "Dans sa devise"

msgid "In my own calendar"
msgstr "Dans mon propre calendrier"

msgid "In this stage for"
msgstr "À cette étape depuis"

msgid "It belongs to another team or needs another role. Ask your manager if you need it."
msgstr "Elle appartient à une autre équipe ou demande un autre rôle. Adressez-vous à votre responsable si vous en avez besoin."

msgid "It can no longer be taken back from here."
msgstr "Il n’est plus possible d’annuler d’ici."

#, python-format
msgid "It closes on %(closed)s, before it opens on %(opened)s: correct one of the dates."
msgstr "Elle est clôturée le %(closed)s, avant son ouverture le %(opened)s : corrigez l’une des dates."

msgid "It is closed, so its closing date is needed."
msgstr "Elle est clôturée : sa date de clôture est donc nécessaire."

msgid "It is no longer planned: what was done keeps its date."
msgstr "Ce n’est plus planifié : ce qui est fait garde sa date."

msgid "It is our fault, and it has been written down. Try again in a moment; nothing was half done."
msgstr "C’est de notre faute, et c’est consigné. Réessayez dans un instant ; rien n’a été fait à moitié."

msgid "It is won, so its amount is needed."
msgstr "Elle est gagnée : son montant est donc nécessaire."

msgid "It takes back this change"
msgstr "Elle annule cette modification"

msgid "It was taken back by this change"
msgstr "Elle a été annulée par cette modification"

msgid "Items per sale"
msgstr "Articles par vente"

msgid "Job title"
msgstr "Fonction"

msgid "KPI"
msgstr "Indicateur"

msgid "KPI that it should move"
msgstr "Indicateur visé"

msgid "Key facts"
msgstr "L’essentiel"

msgid "Key figure"
msgstr "Indicateur"

msgid "Key figures"
msgstr "Indicateurs"

msgid "Keyboard"
msgstr "Clavier"

msgid "Kind"
msgstr "Genre"

msgid "Language"
msgstr "Langue"

msgid "Last 12 months"
msgstr "Les 12 derniers mois"

msgid "Last month"
msgstr "Le mois dernier"

# | msgid "last name"
msgid "Last name"
msgstr "Nom"

msgid "Last quarter"
msgstr "Le trimestre dernier"

# | msgid "Last year"
msgid "Last talk"
msgstr "Dernier entretien"

msgid "Last year"
msgstr "L’année dernière"

msgid "Later"
msgstr "Plus tard"

msgid "Latest sales"
msgstr "Dernières ventes"

msgid "Light"
msgstr "Clair"

#, python-format
msgid "Line %(line)s cannot be read: a quotation mark is opened and never closed. Close it."
msgstr "La ligne %(line)s est illisible : un guillemet est ouvert et jamais refermé. Refermez-le."

#, python-format
msgid "Line %(line)s says otherwise of the same record (the same %(names)s): keep one of the two, or name fields that tell them apart with --key."
msgstr "La ligne %(line)s dit autre chose de la même fiche (même %(names)s) : gardez l’une des deux, ou indiquez avec --key les champs qui les distinguent."

#, python-format
msgid "Line %(number)s"
msgstr "Ligne %(number)s"

msgid "List"
msgstr "Liste"

msgid "Load again"
msgstr "Recharger"

msgid "Log"
msgstr "Consigner"

msgid "Log a call or a meeting and give its next step a date: it appears here."
msgstr "Notez un appel ou un rendez-vous et donnez une date à la prochaine étape : elle apparaîtra ici."

msgid "Log a call, a meeting, a negotiation"
msgstr "Consigner un appel, un rendez-vous, une négociation"

msgid "Log an activity"
msgstr "Consigner une activité"

#, python-format
msgid "Log: %(type)s"
msgstr "Consigner : %(type)s"

#, python-format
msgid "Log: %(type)s with %(who)s"
msgstr "Consigner : %(type)s avec %(who)s"

#, python-format
msgid "Logged: %(what)s, %(who)s."
msgstr "Noté : %(what)s, %(who)s."

msgid "Look at your mail"
msgstr "Consultez votre messagerie"

msgid "Lost"
msgstr "Perdue"

msgid "Lost customer"
msgstr "Client perdu"

msgid "Lost opportunities"
msgstr "Opportunités perdues"

msgid "Lost opportunities without an amount add nothing."
msgstr "Les opportunités perdues sans montant n’ajoutent rien."

msgid "Lost reason"
msgstr "Motif de perte"

# | msgid "due on"
msgid "Made on"
msgstr "Établi le"

msgid "Main menu"
msgstr "Menu principal"

msgid "Make a new address"
msgstr "Créer une nouvelle adresse"

msgid "Make my private address"
msgstr "Créer mon adresse privée"

msgid "Manager"
msgstr "Responsable"

msgid "Margin rate"
msgstr "Taux de marge"

msgid "Mark as lost"
msgstr "Marquer comme perdue"

msgid "Mark as won"
msgstr "Marquer comme gagnée"

#, python-format
msgid "Mark “%(name)s” as lost"
msgstr "Marquer « %(name)s » comme perdue"

#, python-format
msgid "Mark “%(name)s” as won"
msgstr "Marquer « %(name)s » comme gagnée"

msgid "Medium"
msgstr "Moyen"

msgid "Merge"
msgstr "Fusionner"

#, python-format
msgid "Merge %(kept)s"
msgstr "Fusionner %(kept)s"

msgid "Merge with another record"
msgstr "Fusionner avec une autre fiche"

# | msgid "“%(name)s” is now in “%(stage)s”."
#, python-format
msgid "Merge “%(gone)s” into “%(kept)s”"
msgstr "Fusionner « %(gone)s » dans « %(kept)s »"

msgid "Mine"
msgstr "Le mien"

msgid "Minutes"
msgstr "Minutes"

msgid "Month"
msgstr "Mois"

msgid "Months"
msgstr "Mois"

msgid "More"
msgstr "Plus"

#, python-format
msgid "More than %(count)s rows"
msgstr "Plus de %(count)s lignes"

msgid "More than last year"
msgstr "Hausse par rapport à l’an dernier"

#, python-format
msgid "More than last year (%%)"
msgstr "Hausse par rapport à l’an dernier (%%)"

msgid "Move"
msgstr "Déplacer"

msgid "Move to"
msgstr "Déplacer vers"

msgid "Move to…"
msgstr "Déplacer vers…"

msgid "My day"
msgstr "Ma journée"

msgid "My figures"
msgstr "Mes chiffres"

msgid "My open opportunities"
msgstr "Mes opportunités ouvertes"

msgid "My teams"
msgstr "Mes équipes"

msgid "NPS (0–10)"
msgstr "NPS (0–10)"

msgid "Name"
msgstr "Nom"

msgid "Name at least one figure."
msgstr "Indiquez au moins un indicateur."

msgid "Name, e-mail or phone"
msgstr "Nom, e-mail ou téléphone"

# | msgid "created at"
# | msgid "agreed action"
msgid "Needs attention"
msgstr "À surveiller"

msgid "Net amount"
msgstr "Montant net"

msgid "Net amount less cost of goods, for the sales whose cost is known."
msgstr "Montant net moins le coût des marchandises, pour les ventes dont le coût est connu."

msgid "Net revenue"
msgstr "Chiffre d’affaires net"

msgid "Neutral"
msgstr "Neutre"

msgid "New account"
msgstr "Nouveau compte"

#, python-format
msgid "New account “%(text)s”"
msgstr "Nouveau compte « %(text)s »"

msgid "New contact"
msgstr "Nouveau contact"

#, python-format
msgid "New contact “%(text)s”"
msgstr "Nouveau contact « %(text)s »"

msgid "New customers"
msgstr "Clients acquis"

msgid "New opportunities"
msgstr "Nouvelles opportunités"

msgid "New opportunity"
msgstr "Nouvelle opportunité"

msgid "New sheet"
msgstr "Nouvelle fiche"

msgid "Next"
msgstr "Suivante"

msgid "Next step"
msgstr "Prochaine étape"

#, python-format
msgid "Next step %(when)s"
msgstr "Prochaine étape : %(when)s"

msgid "Next step on"
msgstr "Prochaine étape le"

msgid "Next steps"
msgstr "Prochaines étapes"

msgid "Next working day"
msgstr "Prochain jour ouvré"

msgid "No"
msgstr "Non"

msgid "No account yet"
msgstr "Pas encore de compte"

msgid "No answer"
msgstr "Pas de réponse"

# | msgid "Nothing in this period."
msgid "No answer in this period."
msgstr "Aucune réponse sur cette période."

msgid "No change yet"
msgstr "Aucune modification"

#, python-format
msgid "No column was recognised as “%(field)s”: say --map 'Header=%(field)s' with one of %(headers)s, or --set %(field)s=value for all rows."
msgstr "Aucune colonne n’a été reconnue comme « %(field)s » : indiquez --map 'En-tête=%(field)s' avec l’un de %(headers)s, ou --set %(field)s=valeur pour toutes les lignes."

msgid "No comparison"
msgstr "Sans comparaison"

msgid "No connection: not saved yet. What you typed is kept on this device; save again when you are back online."
msgstr "Pas de connexion : rien n’est encore enregistré. Votre saisie est conservée sur cet appareil ; enregistrez de nouveau une fois reconnecté."

msgid "No connection: the form cannot be loaded."
msgstr "Pas de connexion : le formulaire ne peut pas être chargé."

msgid "No contact yet"
msgstr "Pas encore de contact"

msgid "No next step"
msgstr "Sans prochaine étape"

# | msgid "No account yet"
msgid "No one-to-one yet"
msgstr "Pas encore d’entretien"

# | msgid "New opportunity"
msgid "No open opportunity."
msgstr "Aucune opportunité ouverte."

msgid "No opportunity yet"
msgstr "Pas encore d’opportunité"

msgid "No outcome"
msgstr "Sans résultat"

msgid "No product yet."
msgstr "Aucun produit pour l’instant."

msgid "No standard score"
msgstr "Sans note standard"

msgid "Nobody"
msgstr "Personne"

msgid "Nobody else works in this team today."
msgstr "Personne d’autre ne travaille dans cette équipe aujourd’hui."

msgid "Nobody to set objectives for"
msgstr "Personne à qui fixer des objectifs"

msgid "Nobody whose objectives you may see works here in this year: choose another year or team."
msgstr "Personne dont vous pouvez voir les objectifs ne travaille ici cette année-là : choisissez une autre année ou une autre équipe."

msgid "Nobody yet."
msgstr "Personne pour l’instant."

msgid "None"
msgstr "Aucune"

# | msgid "Nothing has happened yet."
msgid "None has gone quiet."
msgstr "Aucune n’est restée sans nouvelles."

msgid "Not known by these filters:"
msgstr "Non connus par ces filtres :"

msgid "Not saved yet: look it over, then save."
msgstr "Pas encore enregistré : vérifiez, puis enregistrez."

msgid "Not there yet?"
msgstr "Pas encore enregistré ?"

#, python-format
msgid "Not used: %(names)s"
msgstr "Non utilisées : %(names)s"

msgid "Note"
msgstr "Note"

msgid "Notes"
msgstr "Notes"

msgid "Nothing found"
msgstr "Rien trouvé"

msgid "Nothing found: try another spelling."
msgstr "Rien trouvé : essayez une autre orthographe."

#, python-format
msgid "Nothing hangs on “%(gone)s”."
msgstr "Rien ne dépend de « %(gone)s »."

#, python-format
msgid "Nothing happened for more than %(n)s day"
msgid_plural "Nothing happened for more than %(n)s days"
msgstr[0] "Rien ne s’est passé depuis plus de %(n)s jour"
msgstr[1] "Rien ne s’est passé depuis plus de %(n)s jours"

msgid "Nothing has happened yet."
msgstr "Il ne s’est encore rien passé."

msgid "Nothing in this period."
msgstr "Rien dans cette période."

# | msgid "Nothing is planned."
msgid "Nothing is planned"
msgstr "Rien de prévu"

msgid "Nothing is planned and nothing was done in this time."
msgstr "Rien de planifié et rien de fait pendant cette période."

msgid "Nothing is planned until tomorrow"
msgstr "Rien n’est prévu d’ici demain"

msgid "Nothing is planned."
msgstr "Rien n’est prévu."

# | msgid "Nothing in this period."
msgid "Nothing is recorded in this period"
msgstr "Rien n’est enregistré sur cette période"

msgid "Nothing is saved yet. These cannot be read:"
msgstr "Rien n’est encore enregistré. Ces saisies sont illisibles :"

msgid "Nothing matches these filters"
msgstr "Rien ne correspond à ces filtres"

#, python-format
msgid "Nothing that you may see is called “%(text)s”: choose from the list, or correct the name."
msgstr "Rien de ce que vous pouvez voir ne s’appelle « %(text)s » : choisissez dans la liste ou corrigez le nom."

msgid "Nothing to spread: type the year of a row, or one for all of them."
msgstr "Rien à répartir : saisissez l’année d’une ligne, ou une année pour toutes."

msgid "Nothing to start from"
msgstr "Aucun réalisé de départ"

# | msgid "Nothing was changed."
msgid "Nothing was agreed on."
msgstr "Rien n’a été convenu."

msgid "Nothing was changed."
msgstr "Rien n’a été modifié."

msgid "Objective"
msgstr "Objectif"

msgid "Objectives"
msgstr "Objectifs"

msgid "Objectives and outlook"
msgstr "Objectifs et perspectives"

msgid "Objectives are set by an administrator."
msgstr "Les objectifs sont fixés par un administrateur."

msgid "Objectives are set by an administrator; whether managers may propose some is a setting."
msgstr "Les objectifs sont fixés par un administrateur ; un réglage permet aux responsables d’en proposer."

#, python-format
msgid "Objectives for %(metric)s in %(year)s; below each the actual of %(before)s."
msgstr "Objectifs de %(metric)s pour %(year)s ; sous chacun, le réalisé de %(before)s."

#, python-format
msgid "Objectives: %(label)s"
msgstr "Objectifs : %(label)s"

msgid "Of the figure"
msgstr "De l’indicateur"

msgid "Of the opportunities opened in the period, the share won so far; those still open count below the line."
msgstr "Part des opportunités ouvertes dans la période déjà gagnées ; celles encore ouvertes comptent au dénominateur."

msgid "Of the prospects that entered at least 90 days ago, the share that became customers within 90 days."
msgstr "Part des prospects entrés il y a au moins 90 jours qui sont devenus clients en 90 jours au plus."

msgid "Of the prospects that entered in the period, the share that became customers by the as-of date."
msgstr "Part des prospects entrés dans la période qui sont devenus clients à la date d’observation."

msgid "On a card: arrow keys go to the next one, Shift with an arrow moves it, w wins it, l loses it. Or drag it; Won and Lost then appear below."
msgstr "Sur une carte : les flèches passent à la suivante, Maj et une flèche la déplacent, w la gagne, l la perd. Ou glissez-la : Gagnée et Perdue apparaissent alors en bas."

msgid "One choice"
msgstr "Choix unique"

# | msgid "One more line"
msgid "One more action"
msgstr "Une action de plus"

msgid "One more line"
msgstr "Ajouter une ligne"

# | msgid ""
# | "Someone else changed this plan meanwhile: look at it again, then save."
msgid "One of the two was changed meanwhile: look at both again, then merge."
msgstr "L’une des deux a été modifiée entre-temps : relisez les deux, puis fusionnez."

msgid "One year for all rows"
msgstr "Une même année pour toutes les lignes"

#, python-format
msgid "One-to-one with %(rep)s"
msgstr "Entretien avec %(rep)s"

msgid "One-to-ones"
msgstr "Entretiens individuels"

msgid "One-to-ones are written by the rep's manager. You may read yours and mark your actions as done."
msgstr "Les entretiens sont rédigés par le responsable du commercial. Vous pouvez lire les vôtres et marquer vos actions comme faites."

#, python-format
msgid "One-to-ones with %(rep)s"
msgstr "Entretiens avec %(rep)s"

msgid "Online shop"
msgstr "Boutique en ligne"

msgid "Only an administrator may change the company's settings. Ask yours."
msgstr "Seul un administrateur peut modifier les réglages de l’entreprise. Adressez-vous au vôtre."

msgid "Only me"
msgstr "Moi seulement"

msgid "Only the owner of a record, their manager or an administrator may merge it. Ask one of them."
msgstr "Seuls le responsable d’une fiche, son manager ou un administrateur peuvent la fusionner. Adressez-vous à l’un d’eux."

msgid "Open"
msgstr "Ouverte"

# | msgid "Actions"
# | msgid "Agreed actions"
msgid "Open actions"
msgstr "Actions ouvertes"

msgid "Open my dashboard"
msgstr "Ouvrir mon tableau de bord"

msgid "Open opportunities"
msgstr "Opportunités ouvertes"

msgid "Open pipeline"
msgstr "Pipeline ouvert"

# | msgid "Open pipeline"
msgid "Open pipeline by stage and age"
msgstr "Pipeline ouvert par étape et ancienneté"

# | msgid "Open the rows"
msgid "Open the calendar"
msgstr "Ouvrir le calendrier"

msgid "Open the rows"
msgstr "Ouvrir les lignes"

# | msgid "Open the rows"
msgid "Open with all rows again"
msgstr "Rouvrir avec toutes les lignes"

msgid "Opened"
msgstr "Ouverte"

msgid "Opened from"
msgstr "Ouverte à partir du"

msgid "Opened last"
msgstr "Ouverts récemment"

msgid "Opened until"
msgstr "Ouverte jusqu’au"

msgid "Opportunities"
msgstr "Opportunités"

msgid "Opportunities by the date they were opened."
msgstr "Opportunités par date d’ouverture."

msgid "Opportunities lost, by closing date."
msgstr "Opportunités perdues, par date de clôture."

msgid "Opportunities open on the as-of date, whatever the period."
msgstr "Opportunités ouvertes à la date d’observation, quelle que soit la période."

msgid "Opportunities opened in the period by the furthest stage reached; skipping a stage drops nobody."
msgstr "Opportunités ouvertes dans la période selon l’étape la plus avancée atteinte ; sauter une étape n’exclut personne."

msgid "Opportunities without an amount add nothing."
msgstr "Les opportunités sans montant n’ajoutent rien."

msgid "Opportunities without an opening date have no duration."
msgstr "Les opportunités sans date d’ouverture n’ont pas de durée."

msgid "Opportunities without an opening date lie in no period."
msgstr "Les opportunités sans date d’ouverture ne sont dans aucune période."

msgid "Opportunities won, by closing date."
msgstr "Opportunités gagnées, par date de clôture."

msgid "Opportunity"
msgstr "Opportunité"

#, python-format
msgid "Or say --value '%(field)s:%(value)s=%(near)s'."
msgstr "Ou indiquez --value '%(field)s:%(value)s=%(near)s'."

msgid "Other"
msgstr "Autre"

msgid "Outcome"
msgstr "Résultat"

msgid "Overdue"
msgstr "En retard"

msgid "Owner"
msgstr "Responsable"

msgid "Owner changed"
msgstr "Responsable modifié"

msgid "Owners, teams, dates and amounts of what moves stay as they are, so figures by rep, team and period do not change. Fields that are empty here are filled in from the other record, notes are put together."
msgstr "Responsables, équipes, dates et montants de ce qui est déplacé restent tels quels : les chiffres par commercial, équipe et période ne changent pas. Les champs vides sont complétés par l’autre fiche, les notes sont réunies."

msgid "Pace"
msgstr "Rythme"

#, python-format
msgid "Page %(number)s of %(count)s"
msgstr "Page %(number)s sur %(count)s"

msgid "Pages"
msgstr "Pages"

msgid "Partner"
msgstr "Partenaire"

msgid "Password"
msgstr "Mot de passe"

msgid "People"
msgstr "Personnes"

msgid "Perhaps one of these"
msgstr "Peut-être l’une de celles-ci"

msgid "Perhaps this is there already:"
msgstr "Peut-être existe-t-il déjà :"

msgid "Period"
msgstr "Période"

msgid "Period and filters"
msgstr "Période et filtres"

msgid "Person"
msgstr "Personne"

msgid "Phone"
msgstr "Téléphone"

msgid "Pipeline"
msgstr "Pipeline"

msgid "Pipeline by stage and age, what waits, one-to-ones, feedback"
msgstr "Pipeline par étape et ancienneté, affaires en attente, entretiens, avis des clients"

msgid "Pipeline created"
msgstr "Pipeline créé"

msgid "Plan"
msgstr "Planifier"

msgid "Plan an activity"
msgstr "Planifier une activité"

#, python-format
msgid "Plan on %(when)s"
msgstr "Planifier le %(when)s"

msgid "Planned"
msgstr "Planifiée"

#, python-format
msgid "Planned: %(what)s."
msgstr "Planifié : %(what)s."

msgid "Please sign in."
msgstr "Veuillez vous connecter."

msgid "Previous"
msgstr "Précédente"

msgid "Product"
msgstr "Produit"

msgid "Product category"
msgstr "Catégorie de produits"

msgid "Productivity"
msgstr "Productivité"

msgid "Products"
msgstr "Produits"

msgid "Projection"
msgstr "Projection"

msgid "Propose"
msgstr "Proposer"

msgid "Proposed"
msgstr "Proposé"

msgid "Prospect"
msgstr "Prospect"

msgid "Prospect conversion"
msgstr "Taux de conversion"

msgid "Prospect conversion in 90 days"
msgstr "Taux de conversion à 90 jours"

msgid "Prospect since"
msgstr "Prospect depuis"

msgid "Prospects"
msgstr "Prospects"

msgid "Prospects younger than 90 days had too little time to be judged."
msgstr "Les prospects de moins de 90 jours ont eu trop peu de temps pour être jugés."

msgid "Put it back"
msgstr "La reprendre"

#, python-format
msgid "Q%(quarter)s %(year)s"
msgstr "T%(quarter)s %(year)s"

msgid "Quantity"
msgstr "Quantité"

msgid "Quarter"
msgstr "Trimestre"

msgid "Quarters"
msgstr "Trimestres"

msgid "Records"
msgstr "Fiches"

msgid "Refund"
msgstr "Remboursement"

msgid "Refuse"
msgstr "Refuser"

#, python-format
msgid "Refused by %(by)s on %(at)s"
msgstr "Refusé par %(by)s le %(at)s"

msgid "Refused: the objectives stay as they are."
msgstr "Refusé : les objectifs restent inchangés."

msgid "Refuses surveys"
msgstr "Refuse les enquêtes"

msgid "Region"
msgstr "Région"

msgid "Remove"
msgstr "Enlever"

msgid "Remove for good"
msgstr "Retirer définitivement"

#, python-format
msgid "Remove “%(attachment)s”"
msgstr "Retirer « %(attachment)s »"

msgid "Rename or share"
msgstr "Renommer ou partager"

msgid "Reopen"
msgstr "Rouvrir"

msgid "Reopened"
msgstr "Rouverte"

msgid "Rep"
msgstr "Commercial"

msgid "Reps"
msgstr "Commerciaux"

msgid "Reps side by side"
msgstr "Les commerciaux côte à côte"

msgid "Reset"
msgstr "Réinitialiser"

msgid "Revenue"
msgstr "Chiffre d’affaires"

msgid "Revenue and volume"
msgstr "Chiffre d’affaires et volumes"

msgid "Revenue by month, beside the same months of the year before."
msgstr "Chiffre d’affaires par mois, à côté des mêmes mois de l’année précédente."

msgid "Revenue divided by reps in full-time equivalents: days employed in the period × working share."
msgstr "Chiffre d’affaires divisé par les représentants en équivalents temps plein : jours de présence dans la période × temps de travail."

msgid "Revenue divided by the number of sales. Refunds lower revenue and are no sales."
msgstr "Chiffre d’affaires divisé par le nombre de ventes. Les remboursements réduisent le chiffre d’affaires et ne sont pas des ventes."

msgid "Revenue per rep"
msgstr "CA par représentant"

#, python-format
msgid "Review of %(team)s"
msgstr "Revue de l’équipe %(team)s"

msgid "Revoke it"
msgstr "La révoquer"

msgid "Role"
msgstr "Rôle"

msgid "Rows"
msgstr "Lignes"

msgid "Rows left out"
msgstr "Lignes écartées"

msgid "Rows of the denominator"
msgstr "Lignes du dénominateur"

msgid "Rows of the numerator"
msgstr "Lignes du numérateur"

msgid "Sale"
msgstr "Vente"

msgid "Sales"
msgstr "Ventes"

msgid "Sales of goods whose cost is not known have no margin."
msgstr "Les ventes dont le coût est inconnu n’ont pas de marge."

msgid "Sales rep"
msgstr "Commercial"

msgid "Sales that are neither refunds nor cancelled, by date of sale."
msgstr "Ventes qui ne sont ni des remboursements ni annulées, par date de vente."

msgid "Sales whose lines span two product categories or more ÷ sales with lines."
msgstr "Ventes dont les lignes couvrent au moins deux catégories ÷ ventes avec lignes."

msgid "Sales without an account cannot be anybody's first."
msgstr "Les ventes sans compte ne peuvent être la première de personne."

msgid "Sales without lines do not tell what was sold."
msgstr "Les ventes sans lignes ne disent pas ce qui a été vendu."

msgid "Save"
msgstr "Enregistrer"

msgid "Save as a view"
msgstr "Enregistrer comme vue"

# | msgid "Stage changed"
msgid "Save the changes"
msgstr "Enregistrer les modifications"

msgid "Save the form"
msgstr "Enregistrer le formulaire"

msgid "Saved views"
msgstr "Vues enregistrées"

#, python-format
msgid "Say it in %(most)s characters at most."
msgstr "Dites-le en %(most)s caractères au plus."

msgid "Say with whom: type the name of an account, a contact or an opportunity."
msgstr "Indiquez avec qui : tapez le nom d’un compte, d’un contact ou d’une opportunité."

msgid "Scale"
msgstr "Échelle"

msgid "Score"
msgstr "Note"

msgid "Search"
msgstr "Rechercher"

msgid "Search everywhere, or say what to do"
msgstr "Rechercher partout, ou dire quoi faire"

msgid "Search, or say what to do"
msgstr "Rechercher, ou dire quoi faire"

msgid "Segment"
msgstr "Segment"

msgid "Set for the team"
msgstr "Fixé pour l’équipe"

msgid "Settings"
msgstr "Réglages"

msgid "Several choices"
msgstr "Choix multiples"

#, python-format
msgid "Several records are called “%(text)s”: choose one from the list."
msgstr "Plusieurs fiches s’appellent « %(text)s » : choisissez-en une dans la liste."

#, python-format
msgid "Several users are called “%(name)s”: give a user name."
msgstr "Plusieurs utilisateurs s’appellent « %(name)s » : donnez un nom d’utilisateur."

msgid "Share of high-value time"
msgstr "Part du temps à forte valeur"

# | msgid "compared with %(other)s"
#, python-format
msgid "Shared by %(owner)s"
msgstr "Partagée par %(owner)s"

# | msgid "Compared with"
msgid "Shared with"
msgstr "Partager avec"

msgid "Sheets"
msgstr "Fiches"

msgid "Show"
msgstr "Afficher"

# | msgid "Sales rep"
msgid "Show all reps"
msgstr "Voir tous les commerciaux"

# | msgid "Sales rep"
# | msgid "Show all reps"
msgid "Show what moves"
msgstr "Voir ce qui sera déplacé"

msgid "Sign in"
msgstr "Se connecter"

msgid "Sign in with a login of your own; “manage.py createsuperuser” makes the first."
msgstr "Connectez-vous avec votre propre compte ; « manage.py createsuperuser » crée le premier."

msgid "Sign out"
msgstr "Se déconnecter"

msgid "Sign out?"
msgstr "Se déconnecter ?"

msgid "Since then"
msgstr "Depuis"

msgid "Skip to content"
msgstr "Aller au contenu"

msgid "Somebody has decided on this proposal already: look at it again."
msgstr "Quelqu’un a déjà décidé de cette proposition : regardez-la de nouveau."

msgid "Someone else changed other cells meanwhile: both changes are kept."
msgstr "Quelqu’un d’autre a modifié d’autres cellules entre-temps : les deux modifications sont conservées."

# | msgid ""
# | "Someone else changed this plan meanwhile: look at it again, then save."
msgid "Someone else changed other fields meanwhile: both changes are kept."
msgstr "Quelqu’un d’autre a modifié d’autres champs entre-temps : les deux modifications sont conservées."

msgid "Someone else changed the same cells meanwhile. Nothing is saved yet: choose, then save again. All other cells are kept as you typed them."
msgstr "Quelqu’un d’autre a modifié les mêmes cellules entre-temps. Rien n’est encore enregistré : choisissez, puis enregistrez de nouveau. Toutes les autres cellules restent telles que vous les avez saisies."

# | msgid ""
# | "Someone else changed this record meanwhile. Compare with what is stored "
# | "now, then save again."
msgid "Someone else changed the same fields meanwhile. Compare with what is stored now, then save again."
msgstr "Quelqu’un d’autre a modifié les mêmes champs entre-temps. Comparez avec ce qui est enregistré à présent, puis enregistrez à nouveau."

msgid "Someone else changed this opportunity meanwhile: look at it again, then retry."
msgstr "Quelqu’un d’autre a modifié cette opportunité entre-temps : relisez-la, puis réessayez."

msgid "Someone else changed this plan meanwhile: look at it again, then save."
msgstr "Quelqu’un a modifié cette activité entre-temps : relisez-la, puis enregistrez."

# | msgid ""
# | "Someone else changed this record meanwhile. Compare with what is stored "
# | "now, then save again."
msgid "Someone else changed this sheet meanwhile. Look at it in another window; to put yours in its place, save again."
msgstr "Quelqu’un d’autre a modifié cette fiche entre-temps. Regardez-la dans une autre fenêtre ; pour la remplacer par la vôtre, enregistrez de nouveau."

msgid "Something went wrong"
msgstr "Quelque chose s’est mal passé"

msgid "Source"
msgstr "Origine"

msgid "Spread by seasonality"
msgstr "Répartir selon la saisonnalité"

msgid "Stage"
msgstr "Étape"

msgid "Stage changed"
msgstr "Étape modifiée"

msgid "Stages"
msgstr "Étapes"

msgid "Start again without filters"
msgstr "Recommencer sans filtres"

msgid "Start from last year's actual"
msgstr "Partir du réalisé de l’an dernier"

msgid "Start from last year, or spread a year"
msgstr "Partir de l’an dernier ou répartir une année"

msgid "Start the timer"
msgstr "Lancer le chronomètre"

msgid "State"
msgstr "État"

msgid "Stay"
msgstr "Rester"

# | msgid "What is to be done"
msgid "Still to be done"
msgstr "Reste à faire"

msgid "Still to be done from earlier talks"
msgstr "Reste à faire des entretiens précédents"

msgid "Stop"
msgstr "Arrêter"

msgid "Store"
msgstr "Magasin"

#, python-format
msgid "Stored now, by %(by)s:"
msgstr "Enregistrée entre-temps par %(by)s :"

msgid "Stored now:"
msgstr "Enregistrée entre-temps :"

msgid "Sum"
msgstr "Somme"

msgid "Sum of the reps"
msgstr "Somme des commerciaux"

msgid "Survey"
msgstr "Enquête"

msgid "Surveys"
msgstr "Enquêtes"

msgid "System"
msgstr "Système"

msgid "Take back"
msgstr "Annuler cette modification"

#, python-format
msgid "Taken back, but for %(count)s that were changed again since."
msgstr "Annulé, sauf %(count)s modifiés de nouveau depuis."

msgid "Taken back."
msgstr "Annulé."

msgid "Taken back: nothing was logged."
msgstr "Annulé : rien n’a été consigné."

msgid "Taken back: what was before is in force again."
msgstr "Annulé : les objectifs précédents sont de nouveau en vigueur."

#, python-format
msgid "Taken back: “%(name)s” is in “%(stage)s” again."
msgstr "Annulé : « %(name)s » est de nouveau à l’étape « %(stage)s »."

msgid "Team"
msgstr "Équipe"

msgid "Teams"
msgstr "Équipes"

msgid "Text"
msgstr "Texte"

#, python-format
msgid "The account “%(name)s” already has the id %(id)s: recognise prospects by another --key."
msgstr "Le compte « %(name)s » porte déjà l’identifiant %(id)s : reconnaissez les prospects par une autre --key."

msgid "The address is revoked: nobody reads your calendar with it any more."
msgstr "L’adresse est révoquée : elle ne permet plus de lire votre calendrier."

msgid "The address is wrong, what was here is gone, or it is not yours to see."
msgstr "L’adresse est fausse, ce qui s’y trouvait n’existe plus, ou vous n’y avez pas accès."

#, python-format
msgid "The address lists your planned activities, those overdue by up to %(past_days)s days included, with whom they are about and your notes. Your calendar program reads it again every now and then."
msgstr "L’adresse donne vos activités planifiées, y compris celles en retard de %(past_days)s jours au plus, avec les personnes concernées et vos notes. Votre calendrier la relit de temps en temps."

msgid "The amount of lost opportunities, by closing date."
msgstr "Montant des opportunités perdues, par date de clôture."

msgid "The amount of opportunities when they were opened, by opening date."
msgstr "Montant des opportunités à leur ouverture, par date d’ouverture."

msgid "The amount of the opportunities open on the as-of date, whatever the period."
msgstr "Montant des opportunités ouvertes à la date d’observation, quelle que soit la période."

msgid "The amount of won opportunities divided by their number, by closing date."
msgstr "Montant des opportunités gagnées divisé par leur nombre, par date de clôture."

msgid "The amount of won opportunities ÷ that of won and lost ones, by closing date."
msgstr "Montant des opportunités gagnées ÷ montant des gagnées et des perdues, par date de clôture."

msgid "The amount of won opportunities, by closing date."
msgstr "Montant des opportunités gagnées, par date de clôture."

msgid "The change against the comparison period."
msgstr "L’évolution par rapport à la période de comparaison."

msgid "The changes are saved."
msgstr "Les modifications sont enregistrées."

#, python-format
msgid "The closing date cannot be before the opening, %(opened)s."
msgstr "La date de clôture ne peut pas précéder l’ouverture, le %(opened)s."

msgid "The company"
msgstr "L’entreprise"

msgid "The database already holds data: nothing was added."
msgstr "La base contient déjà des données : rien n’a été ajouté."

msgid "The database already holds data: the demo company needs an empty one."
msgstr "La base contient déjà des données : l’entreprise de démonstration en demande une vide."

msgid "The database refuses this row: check that its name is not taken, its dates and its amounts."
msgstr "La base refuse cette ligne : vérifiez que son nom n’est pas pris, ses dates et ses montants."

msgid "The demo company has passwords that everybody knows: set JAUGE_DEMO=1 to allow it."
msgstr "Les mots de passe de l’entreprise de démonstration sont connus de tous : définissez JAUGE_DEMO=1 pour l’autoriser."

#, python-format
msgid "The file cannot be read as %(encoding)s: name another with --encoding."
msgstr "Le fichier ne peut pas être lu en %(encoding)s : indiquez un autre codage avec --encoding."

#, python-format
msgid "The file has no column “%(name)s”; it has: %(names)s."
msgstr "Le fichier n’a pas de colonne « %(name)s » ; il a : %(names)s."

msgid "The file is empty."
msgstr "Le fichier est vide."

msgid "The file is kept here."
msgstr "Le fichier est conservé ici."

#, python-format
msgid "The file is larger than %(size)s MB."
msgstr "Le fichier dépasse %(size)s Mo."

msgid "The file is not what its name says: open it and save it again."
msgstr "Le contenu du fichier ne correspond pas à son nom : ouvrez-le et enregistrez-le à nouveau."

msgid "The filters are too long to be kept: shorten them in the list first."
msgstr "Les filtres sont trop longs pour être enregistrés : raccourcissez-les d’abord dans la liste."

#, python-format
msgid "The first %(shown)s of each kind are shown: type more letters to narrow them."
msgstr "Les %(shown)s premières fiches de chaque sorte sont affichées : tapez plus de lettres pour affiner."

msgid "The first stage"
msgstr "La première étape"

msgid "The last day cannot be before the first: correct one of the dates."
msgstr "Le dernier jour ne peut pas précéder le premier : corrigez l’une des dates."

msgid "The last day of work."
msgstr "Le dernier jour de travail."

msgid "The last line is cut off, or a quotation mark in it is never closed: complete it."
msgstr "La dernière ligne est tronquée, ou un guillemet n’y est jamais refermé : complétez-la."

msgid "The line has more cells than the header: put texts that contain the delimiter in quotation marks."
msgstr "La ligne a plus de cellules que l’en-tête : mettez entre guillemets les textes qui contiennent le séparateur."

msgid "The list opens with all rows."
msgstr "La liste s’ouvre avec toutes les lignes."

# | msgid "There is no figure “%(name)s”."
#, python-format
msgid "The list opens with “%(name)s”."
msgstr "La liste s’ouvre avec « %(name)s »."

msgid "The mean number of days from opening to closing of the opportunities won in the period."
msgstr "Nombre moyen de jours entre l’ouverture et la clôture des opportunités gagnées dans la période."

msgid "The mean number of days from opening to closing of the opportunities won or lost in the period."
msgstr "Nombre moyen de jours entre l’ouverture et la clôture des opportunités gagnées ou perdues dans la période."

msgid "The minutes of activities done."
msgstr "Minutes des activités faites."

msgid "The net amount of all sales, less refunds, by date of sale."
msgstr "Montant net de toutes les ventes, moins les remboursements, par date de vente."

msgid "The next step cannot be in the past: give today or a later date."
msgstr "La prochaine étape ne peut pas être dans le passé : indiquez aujourd’hui ou une date ultérieure."

msgid "The next step is planned."
msgstr "La prochaine étape est planifiée."

# | msgid "The year before"
msgid "The other record"
msgstr "L’autre fiche"

msgid "The other way round"
msgstr "Dans l’autre sens"

msgid "The period before"
msgstr "La période précédente"

msgid "The period ends before it starts: exchange the two dates."
msgstr "La période finit avant de commencer : échangez les deux dates."

msgid "The period is too far away: use years from 1900 to 2200."
msgstr "La période est trop éloignée : utilisez des années de 1900 à 2200."

msgid "The products are saved."
msgstr "Les produits sont enregistrés."

msgid "The quantity sold divided by the number of sales, where the lines of the sale are known."
msgstr "Quantité vendue divisée par le nombre de ventes, quand les lignes de la vente sont connues."

msgid "The rows behind it"
msgstr "Les lignes derrière ce chiffre"

msgid "The same as a table"
msgstr "Le même en tableau"

msgid "The scope is “own” or “team”."
msgstr "La portée est « own » ou « team »."

#, python-format
msgid "The score of “%(survey)s” is from %(lowest)s to %(highest)s."
msgstr "La note de « %(survey)s » va de %(lowest)s à %(highest)s."

msgid "The server did not save it. What you typed is kept on this device: load the page again, then save."
msgstr "Le serveur n’a pas enregistré. Votre saisie est conservée sur cet appareil : rechargez la page, puis enregistrez."

# | msgid "The changes are saved."
msgid "The sheet is saved."
msgstr "La fiche est enregistrée."

msgid "The view goes for everyone it is shared with, the rows stay."
msgstr "La vue disparaît pour tous ceux avec qui elle est partagée, les lignes restent."

msgid "The view goes, the rows stay."
msgstr "La vue disparaît, les lignes restent."

msgid "The workbook cannot be read: save it again as XLSX or CSV."
msgstr "Le classeur est illisible : enregistrez-le de nouveau en XLSX ou en CSV."

msgid "The year"
msgstr "L’année"

msgid "The year before"
msgstr "L’année précédente"

msgid "The year of each row"
msgstr "L’année de chaque ligne"

msgid "Theme"
msgstr "Thème"

#, python-format
msgid "There is no %(kind)s “%(value)s”: correct it, or load with --create-missing."
msgstr "« %(value)s » n’existe pas (%(kind)s) : corrigez ou chargez avec --create-missing."

#, python-format
msgid "There is no exchange rate for %(currency)s on %(date)s: add one in the settings first."
msgstr "Il n’y a pas de taux de change pour %(currency)s au %(date)s : ajoutez-en d’abord un dans les réglages."

#, python-format
msgid "There is no field “%(name)s”; there are: %(names)s."
msgstr "Le champ « %(name)s » n’existe pas ; il y a : %(names)s."

#, python-format
msgid "There is no figure “%(name)s”."
msgstr "L’indicateur « %(name)s » n’existe pas."

#, python-format
msgid "There is no file %(path)s."
msgstr "Le fichier %(path)s n’existe pas."

msgid "There is no pipeline yet"
msgstr "Il n’y a pas encore de pipeline"

#, python-format
msgid "There is no stage “%(value)s”; there are %(names)s. Correct it, or load with --create-missing."
msgstr "L’étape « %(value)s » n’existe pas ; il y a %(names)s. Corrigez-la ou chargez avec --create-missing."

#, python-format
msgid "There is no user “%(name)s”."
msgstr "L’utilisateur « %(name)s » n’existe pas."

msgid "There is nothing here"
msgstr "Il n’y a rien ici"

#, python-format
msgid "These are %(count)s reps, and a grid shows %(most)s at most: choose a team."
msgstr "Il y a %(count)s commerciaux et la grille en montre %(most)s au plus : choisissez une équipe."

msgid "These objectives are not yours to change."
msgstr "Vous ne pouvez pas modifier ces objectifs."

msgid "This cannot be answered"
msgstr "Pas de réponse possible"

# | msgid "This cannot be answered"
msgid "This cannot be undone."
msgstr "Cette opération est définitive."

msgid "This cell is needed: fill it in."
msgstr "Cette cellule est nécessaire : remplissez-la."

msgid "This change is not in force: there is nothing to take back."
msgstr "Cette modification n’est pas en vigueur : il n’y a rien à annuler."

msgid "This date is to come: log what was done, and plan the rest as a next step."
msgstr "Cette date est à venir : consignez ce qui est fait et planifiez le reste comme prochaine étape."

msgid "This day is to come: give the day on which you talk, today at the latest."
msgstr "Ce jour est à venir : indiquez le jour de l’entretien, aujourd’hui au plus tard."

msgid "This figure leaves nothing out for that reason."
msgstr "Ce chiffre n’écarte rien pour ce motif."

msgid "This form has expired"
msgstr "Ce formulaire a expiré"

msgid "This is no date: give one such as 2026-11-24."
msgstr "Ce n’est pas une date : donnez-en une comme 2026-11-24."

msgid "This is the demo company"
msgstr "Ceci est l’entreprise de démonstration"

# | msgid "A team cannot be below itself: choose another parent team."
msgid "This is the record itself: choose another one."
msgstr "C’est la fiche elle-même : choisissez-en une autre."

msgid "This list"
msgstr "Cette liste"

msgid "This month"
msgstr "Ce mois"

#, python-format
msgid "This name is longer than %(most)s characters: shorten it."
msgstr "Ce nom dépasse %(most)s caractères : raccourcissez-le."

msgid "This opportunity is closed: reopen it first, then move it."
msgstr "Cette opportunité est clôturée : rouvrez-la d’abord, puis déplacez-la."

msgid "This part of the figure has no rows of its own."
msgstr "Cette partie du chiffre n’a pas de lignes propres."

msgid "This pipeline has no stage to close it with: an administrator can add one."
msgstr "Ce pipeline n’a pas d’étape de clôture : un administrateur peut en ajouter une."

msgid "This quarter"
msgstr "Ce trimestre"

msgid "This request was not understood"
msgstr "Cette requête n’a pas été comprise"

#, python-format
msgid "This text is longer than %(most)s characters: shorten it."
msgstr "Ce texte dépasse %(most)s caractères : raccourcissez-le."

msgid "This year"
msgstr "Cette année"

msgid "Time"
msgstr "Heure"

msgid "Timeline"
msgstr "Historique"

msgid "Timer running: log"
msgstr "Chronomètre en cours : consigner"

msgid "To"
msgstr "À"

# | msgid "Done: %(what)s"
#, python-format
msgid "To be done again: %(what)s"
msgstr "De nouveau à faire : %(what)s"

msgid "To the start page"
msgstr "Vers la page d’accueil"

msgid "Today"
msgstr "Aujourd’hui"

msgid "Tomorrow"
msgstr "Demain"

msgid "Total"
msgstr "Total"

msgid "Type"
msgstr "Type"

msgid "Type a name"
msgstr "Tapez un nom"

msgid "Type part of a name, a phone number, an e-mail address or an amount."
msgstr "Tapez une partie d’un nom, d’un numéro de téléphone, d’une adresse e-mail ou un montant."

msgid "Undo"
msgstr "Défaire"

msgid "Unit price"
msgstr "Prix unitaire"

# | msgid "until"
msgid "Until"
msgstr "Échéance"

msgid "Use “Won” or “Lost” to close an opportunity: they ask for what is needed."
msgstr "Utilisez « Gagnée » ou « Perdue » pour clôturer une opportunité : ce qu’il faut y est demandé."

msgid "View"
msgstr "Vue"

msgid "Week"
msgstr "Semaine"

msgid "Went badly"
msgstr "Négatif"

msgid "Went well"
msgstr "Positif"

msgid "What each means, with today's numbers in it."
msgstr "Ce que chacun signifie, avec les chiffres du jour."

msgid "What happens next"
msgstr "Et ensuite ?"

msgid "What is left out"
msgstr "Ce qui est écarté"

msgid "What is to be done"
msgstr "À faire"

msgid "What moves"
msgstr "Ce qui est déplacé"

msgid "What the parts add up to"
msgstr "Somme des parties"

msgid "What you have planned here, in the calendar of your phone or computer."
msgstr "Ce que vous avez planifié ici, dans le calendrier de votre téléphone ou de votre ordinateur."

msgid "When"
msgstr "Quand"

msgid "Which one is right?"
msgstr "Quelle valeur est la bonne ?"

msgid "Who does it"
msgstr "Qui s’en charge"

msgid "Whoever opens it sees the rows that they may see, not yours."
msgstr "Chacun y voit les lignes auxquelles il a accès, pas les vôtres."

msgid "Whoever saves objectives leaves a line here: who, when, from what to what."
msgstr "Chaque enregistrement d’objectifs laisse une ligne ici : qui, quand, de combien à combien."

msgid "Whose"
msgstr "De qui"

msgid "Why"
msgstr "Motif"

msgid "Why (optional)"
msgstr "Motif (facultatif)"

msgid "Why it was lost"
msgstr "Pourquoi elle est perdue"

msgid "Win rate"
msgstr "Taux de réussite"

msgid "Win rate by amount"
msgstr "Taux de réussite en montant"

msgid "Win rate of new opportunities"
msgstr "Taux de réussite des nouvelles opportunités"

msgid "With whom"
msgstr "Avec qui"

msgid "Without a next step"
msgstr "Sans prochaine étape"

msgid "Without a team"
msgstr "Sans équipe"

msgid "Without an amount, a line is worth quantity × unit price. The amount of the opportunity follows the sum of its lines."
msgstr "Sans montant, une ligne vaut quantité × prix unitaire. Le montant de l’opportunité suit la somme de ses lignes."

msgid "Won"
msgstr "Gagnée"

msgid "Won opportunities"
msgstr "Opportunités gagnées"

msgid "Won opportunities ÷ (won + lost), by closing date."
msgstr "Opportunités gagnées ÷ (gagnées + perdues), par date de clôture."

msgid "Won or lost"
msgstr "Gagnée ou perdue"

msgid "Year"
msgstr "Année"

msgid "Year to spread"
msgstr "Année à répartir"

msgid "Yes"
msgstr "Oui"

msgid "Yes or no"
msgstr "Oui ou non"

msgid "You have no address yet."
msgstr "Vous n’avez pas encore d’adresse."

msgid "You may not see this page"
msgstr "Vous ne pouvez pas voir cette page"

msgid "You may see the pages of the teams that you manage only."
msgstr "Vous ne pouvez voir que les pages des équipes dont vous êtes responsable."

msgid "You may see your own page and those of the people whom you manage."
msgstr "Vous pouvez voir votre page et celles des personnes dont vous êtes responsable."

msgid "You see no such team: choose one from the list."
msgstr "Cette équipe ne vous est pas visible : choisissez-en une dans la liste."

msgid "You were logging something that was not saved."
msgstr "Une saisie n’a pas été enregistrée."

msgid "You were signed out: not saved yet. What you typed is kept on this device and offered again after you sign in."
msgstr "Votre session a pris fin : rien n’est encore enregistré. Votre saisie est conservée sur cet appareil et vous sera proposée après connexion."

msgid "Your manager writes the sheets; you read them here and mark your actions as done."
msgstr "Votre responsable rédige les fiches ; vous les lisez ici et marquez vos actions comme faites."

msgid "Your menu"
msgstr "Votre menu"

msgid "Your password is changed"
msgstr "Votre mot de passe est changé"

msgid "Your private address"
msgstr "Votre adresse privée"

#, python-format
msgid "Your private address was made on %(when)s. It cannot be shown again; a new one replaces it."
msgstr "Votre adresse privée a été créée le %(when)s. Elle ne peut plus être affichée ; une nouvelle la remplace."

msgid "Yours:"
msgstr "La vôtre :"

msgid "absence"
msgstr "absence"

msgid "absences"
msgstr "absences"

msgid "account"
msgstr "compte"

msgid "accounts"
msgstr "comptes"

# | msgid "Actions"
msgid "action"
msgstr "action"

msgid "active"
msgstr "actif"

msgid "activities"
msgstr "activités"

msgid "activities done"
msgstr "activités faites"

msgid "activity"
msgstr "activité"

msgid "activity type"
msgstr "type d’activité"

msgid "activity types"
msgstr "types d’activité"

msgid "added at"
msgstr "ajouté le"

msgid "added by"
msgstr "ajouté par"

# | msgid "Address"
msgid "address query"
msgstr "paramètres de l’adresse"

msgid "after"
msgstr "après"

# | msgid "created at"
msgid "agreed action"
msgstr "action convenue"

msgid "agreed actions"
msgstr "actions convenues"

msgid "all rows"
msgstr "toutes les lignes"

msgid "amount"
msgstr "montant"

msgid "amount at opening"
msgstr "montant à l’ouverture"

msgid "amount in its own currency"
msgstr "montant dans sa devise"

msgid "annual revenue"
msgstr "chiffre d’affaires annuel"

msgid "anonymous"
msgstr "anonyme"

msgid "answer"
msgstr "réponse"

msgid "answer to a question"
msgstr "réponse à une question"

msgid "answered at"
msgstr "répondu à"

msgid "answered on"
msgstr "répondu le"

msgid "answers"
msgstr "réponses"

msgid "answers to questions"
msgstr "réponses aux questions"

msgid "at"
msgstr "à"

msgid "attachment"
msgstr "pièce jointe"

msgid "attachments"
msgstr "pièces jointes"

msgid "before"
msgstr "avant"

msgid "before:"
msgstr "avant :"

#, python-format
msgid "below: actual of %(year)s"
msgstr "dessous : réalisé %(year)s"

msgid "better"
msgstr "mieux"

msgid "budget"
msgstr "budget"

msgid "by"
msgstr "par"

msgid "calendar feed"
msgstr "flux de calendrier"

msgid "calendar feeds"
msgstr "flux de calendrier"

msgid "campaign"
msgstr "campagne"

msgid "campaigns"
msgstr "campagnes"

msgid "cancelled on"
msgstr "annulée le"

msgid "cart"
msgstr "panier"

msgid "carts"
msgstr "paniers"

msgid "category"
msgstr "catégorie"

msgid "change"
msgstr "modification"

msgid "change of objectives"
msgstr "modification d’objectifs"

msgid "changed objective"
msgstr "objectif modifié"

msgid "changed objectives"
msgstr "objectifs modifiés"

msgid "changes of objectives"
msgstr "modifications d’objectifs"

msgid "channel"
msgstr "canal"

msgid "channels"
msgstr "canaux"

msgid "choices"
msgstr "choix"

msgid "city"
msgstr "ville"

msgid "closed on"
msgstr "clôturée le"

msgid "code"
msgstr "code"

msgid "comment"
msgstr "commentaire"

msgid "company settings"
msgstr "réglages de l’entreprise"

#, python-format
msgid "compared with %(other)s"
msgstr "comparé à %(other)s"

msgid "contact"
msgstr "contact"

msgid "contacts"
msgstr "contacts"

msgid "converted at"
msgstr "converti à"

msgid "cost"
msgstr "coût"

msgid "country"
msgstr "pays"

msgid "created at"
msgstr "créé à"

msgid "created on"
msgstr "créé le"

msgid "currency"
msgstr "devise"

msgid "customer since"
msgstr "client depuis"

msgid "date"
msgstr "date"

# | msgid "Last year"
msgid "day month year"
msgstr "jj/mm/aaaa"

msgid "days that make a customer active"
msgstr "jours pendant lesquels un client est actif"

msgid "decided at"
msgstr "décidé le"

msgid "decided by"
msgstr "décidé par"

msgid "default"
msgstr "par défaut"

# | msgid "default"
msgid "default view"
msgstr "vue par défaut"

# | msgid "default"
msgid "default views"
msgstr "vues par défaut"

msgid "description"
msgstr "description"

msgid "did not fit:"
msgstr "hors de la grille :"

# | msgid "done at"
msgid "done"
msgstr "fait"

msgid "done at"
msgstr "faite à"

msgid "done on"
msgstr "faite le"

msgid "due at"
msgstr "à faire à"

msgid "due on"
msgstr "à faire le"

msgid "duration (seconds)"
msgstr "durée (secondes)"

msgid "e-mail"
msgstr "e-mail"

msgid "employees"
msgstr "effectif"

msgid "exchange rate"
msgstr "taux de change"

msgid "exchange rates"
msgstr "taux de change"

msgid "expected by now"
msgstr "attendu à ce jour"

msgid "expected to close on"
msgstr "clôture prévue le"

msgid "expense"
msgstr "dépense"

msgid "expenses"
msgstr "dépenses"

msgid "expires at"
msgstr "expire à"

msgid "external id"
msgstr "identifiant externe"

msgid "file"
msgstr "fichier"

msgid "first day"
msgstr "premier jour"

msgid "first month of the fiscal year"
msgstr "premier mois de l’exercice"

msgid "first name"
msgstr "prénom"

msgid "first sales of accounts"
msgstr "premières ventes des comptes"

msgid "from"
msgstr "à partir du"

# | msgid "added by"
msgid "held by"
msgstr "mené par"

msgid "high value"
msgstr "forte valeur"

msgid "holiday"
msgstr "jour férié"

msgid "holidays"
msgstr "jours fériés"

msgid "hourly cost"
msgstr "coût horaire"

msgid "hours after which a cart is abandoned"
msgstr "heures après lesquelles un panier est abandonné"

msgid "icon"
msgstr "icône"

msgid "in force"
msgstr "en vigueur"

msgid "in this stage since"
msgstr "dans cette étape depuis"

msgid "in total"
msgstr "au total"

msgid "introduction"
msgstr "introduction"

msgid "invitation"
msgstr "invitation"

msgid "invitations"
msgstr "invitations"

msgid "items"
msgstr "articles"

msgid "job title"
msgstr "fonction"

msgid "joined on"
msgstr "arrivée le"

msgid "kind"
msgstr "genre"

msgid "language"
msgstr "langue"

msgid "last day"
msgstr "dernier jour"

msgid "last name"
msgstr "nom de famille"

msgid "last updated at"
msgstr "dernière modification"

msgid "left on"
msgstr "départ le"

# | msgid "This list"
msgid "list"
msgstr "liste"

msgid "lost on"
msgstr "perdu le"

msgid "lost reason"
msgstr "motif de perte"

msgid "lost reasons"
msgstr "motifs de perte"

msgid "made at"
msgstr "créé le"

msgid "managers"
msgstr "responsables"

msgid "managers propose objectives"
msgstr "les responsables proposent des objectifs"

msgid "media"
msgstr "moyens"

msgid "median"
msgstr "médiane"

msgid "medium"
msgstr "moyen"

# | msgid "More than %(count)s rows"
#, python-format
msgid "more than %(days)s days"
msgstr "plus de %(days)s jours"

msgid "name"
msgstr "nom"

msgid "name begins the same"
msgstr "nom qui commence de même"

msgid "needed"
msgstr "nécessaire"

msgid "net amount"
msgstr "montant net"

msgid "none: all that you may see"
msgstr "aucun : tout ce que vous pouvez voir"

msgid "not set"
msgstr "non renseigné"

msgid "note"
msgstr "note"

msgid "notes"
msgstr "notes"

msgid "number"
msgstr "numéro"

msgid "objective"
msgstr "objectif"

msgid "objectives"
msgstr "objectifs"

msgid "objectives of its parts"
msgstr "objectifs de ses parties"

msgid "of known cost"
msgstr "à coût connu"

msgid "of objective"
msgstr "de l’objectif"

msgid "of the first step"
msgstr "de la première étape"

msgid "of the step before"
msgstr "de l’étape précédente"

msgid "old enough to be judged"
msgstr "assez anciens pour être jugés"

msgid "one-to-one"
msgstr "entretien individuel"

msgid "one-to-ones"
msgstr "entretiens individuels"

msgid "open opportunities"
msgstr "opportunités en cours"

msgid "opened on"
msgstr "ouverte le"

msgid "opened on no known day"
msgstr "date d’ouverture inconnue"

msgid "opportunities"
msgstr "opportunités"

msgid "opportunities closed"
msgstr "opportunités clôturées"

msgid "opportunities opened"
msgstr "opportunités ouvertes"

msgid "opportunity"
msgstr "opportunité"

msgid "opportunity event"
msgstr "événement d’opportunité"

msgid "opportunity events"
msgstr "événements d’opportunité"

msgid "opportunity line"
msgstr "ligne d’opportunité"

msgid "opportunity lines"
msgstr "lignes d’opportunité"

msgid "or from"
msgstr "ou du"

msgid "order"
msgstr "ordre"

msgid "outcome"
msgstr "résultat"

# | msgid "Overdue"
msgid "overdue"
msgstr "en retard"

msgid "owner"
msgstr "responsable"

msgid "pace"
msgstr "rythme"

msgid "parent account"
msgstr "compte parent"

msgid "parent team"
msgstr "équipe parente"

msgid "period"
msgstr "période"

msgid "phone"
msgstr "téléphone"

msgid "pipeline"
msgstr "pipeline"

msgid "pipelines"
msgstr "pipelines"

msgid "postal code"
msgstr "code postal"

msgid "price"
msgstr "prix"

msgid "probability (%)"
msgstr "probabilité (%)"

msgid "product"
msgstr "produit"

msgid "product categories"
msgstr "catégories de produits"

msgid "product category"
msgstr "catégorie de produits"

msgid "products"
msgstr "produits"

msgid "projection"
msgstr "projection"

msgid "proposed"
msgstr "proposé"

msgid "prospect since"
msgstr "prospect depuis"

msgid "prospects"
msgstr "prospects"

msgid "quantity"
msgstr "quantité"

msgid "question"
msgstr "question"

msgid "questions"
msgstr "questions"

msgid "quiet after (days)"
msgstr "en sommeil après (jours)"

msgid "rate"
msgstr "taux"

msgid "reason"
msgstr "motif"

msgid "refund of"
msgstr "remboursement de"

msgid "refused"
msgstr "refusé"

msgid "refuses surveys"
msgstr "refuse les enquêtes"

msgid "region"
msgstr "région"

msgid "regions"
msgstr "régions"

msgid "rep"
msgstr "commercial"

msgid "replaced at"
msgstr "remplacé le"

msgid "required"
msgstr "obligatoire"

msgid "role"
msgstr "rôle"

msgid "sale"
msgstr "vente"

msgid "sale line"
msgstr "ligne de vente"

msgid "sale lines"
msgstr "lignes de vente"

msgid "sales"
msgstr "ventes"

msgid "sales and refunds"
msgstr "ventes et remboursements"

# | msgid "e-mail"
msgid "same e-mail"
msgstr "même e-mail"

# | msgid "last name"
# | msgid "Last name"
msgid "same name"
msgstr "même nom"

# | msgid "phone"
msgid "same phone"
msgstr "même téléphone"

msgid "samples below this size are marked small"
msgstr "en dessous de cette taille, un échantillon est signalé comme petit"

msgid "saved view"
msgstr "vue enregistrée"

msgid "saved views"
msgstr "vues enregistrées"

msgid "score"
msgstr "note"

msgid "segment"
msgstr "segment"

msgid "segments"
msgstr "segments"

msgid "sent at"
msgstr "envoyée à"

msgid "sent on"
msgstr "envoyée le"

msgid "set at"
msgstr "fixé le"

msgid "set by"
msgstr "fixé par"

#, python-format
msgid "set for the year: %(own)s"
msgstr "fixé pour l’année : %(own)s"

# | msgid "Compared with"
msgid "shared with"
msgstr "partagée avec"

msgid "size"
msgstr "taille"

msgid "small sample"
msgstr "petit échantillon"

msgid "sold at"
msgstr "vendu à"

msgid "sold on"
msgstr "vendu le"

msgid "source"
msgstr "origine"

msgid "sources"
msgstr "origines"

msgid "spent on"
msgstr "dépensé le"

msgid "stage"
msgstr "étape"

msgid "stages"
msgstr "étapes"

msgid "state"
msgstr "état"

msgid "street"
msgstr "rue"

msgid "subject"
msgstr "objet"

msgid "survey"
msgstr "enquête"

msgid "surveys"
msgstr "enquêtes"

msgid "taken back"
msgstr "annulée"

msgid "takes back"
msgstr "annule"

msgid "target"
msgstr "cible"

msgid "team"
msgstr "équipe"

msgid "team membership"
msgstr "appartenance à une équipe"

msgid "team memberships"
msgstr "appartenances aux équipes"

msgid "teams"
msgstr "équipes"

msgid "text"
msgstr "texte"

msgid "the period is not over: compared with as many days"
msgstr "la période n’est pas finie : comparée au même nombre de jours"

msgid "time zone"
msgstr "fuseau horaire"

msgid "to"
msgstr "au"

msgid "today"
msgstr "aujourd’hui"

msgid "tomorrow"
msgstr "demain"

msgid "type"
msgstr "type"

msgid "unchanged"
msgstr "inchangé"

msgid "unit price"
msgstr "prix unitaire"

msgid "until"
msgstr "jusqu’au"

msgid "user"
msgstr "utilisateur"

msgid "users"
msgstr "utilisateurs"

msgid "usual duration (minutes)"
msgstr "durée habituelle (minutes)"

msgid "value"
msgstr "valeur"

msgid "website"
msgstr "site web"

# | msgid "Who does it"
msgid "who does it"
msgstr "responsable"

msgid "working days"
msgstr "jours ouvrés"

msgid "working hours per day"
msgstr "heures de travail par jour"

msgid "working share"
msgstr "temps de travail"

msgid "worse"
msgstr "moins bien"

msgid "year founded"
msgstr "année de création"

msgid "yesterday"
msgstr "hier"

# | msgid "“%(name)s” is now in “%(stage)s”."
#, python-format
msgid "“%(gone)s” was merged into “%(kept)s”."
msgstr "« %(gone)s » a été fusionné dans « %(kept)s »."

#, python-format
msgid "“%(kept)s” stays and takes over all that hangs on the other one. Nothing is changed before you have seen what moves."
msgstr "« %(kept)s » reste et reprend tout ce qui dépend de l’autre fiche. Rien n’est modifié avant que vous ayez vu ce qui sera déplacé."

# | msgid "“%(name)s” is now in “%(stage)s”."
#, python-format
msgid "“%(kept)s” stays, “%(gone)s” goes."
msgstr "« %(kept)s » reste, « %(gone)s » disparaît."

#, python-format
msgid "“%(kind)s” cannot be asked of “%(name)s”; it can of %(allowed)s."
msgstr "« %(kind)s » ne se calcule pas pour « %(name)s » ; possible pour %(allowed)s."

#, python-format
msgid "“%(kind)s” cannot be loaded; these can: %(kinds)s."
msgstr "« %(kind)s » ne peut pas être chargé ; peuvent l’être : %(kinds)s."

#, python-format
msgid "“%(metric)s” is not known by %(dimension)s; it is known by %(allowed)s."
msgstr "« %(metric)s » n’est pas connu par %(dimension)s ; il l’est par %(allowed)s."

#, python-format
msgid "“%(name)s” cannot be chosen here; these can: %(allowed)s."
msgstr "« %(name)s » ne peut pas être choisi ici ; choix possibles : %(allowed)s."

#, python-format
msgid "“%(name)s” exists already: choose another name."
msgstr "« %(name)s » existe déjà : choisissez un autre nom."

# | msgid "“%(name)s” is removed."
#, python-format
msgid "“%(name)s” is deleted."
msgstr "« %(name)s » est supprimée."

#, python-format
msgid "“%(name)s” is lost. Reopen it if that changes."
msgstr "« %(name)s » est perdue. Rouvrez-la si cela change."

#, python-format
msgid "“%(name)s” is not a comparison."
msgstr "« %(name)s » n’est pas une comparaison."

#, python-format
msgid "“%(name)s” is not a known time zone; try “Europe/Brussels”."
msgstr "« %(name)s » n’est pas un fuseau horaire connu ; essayez « Europe/Brussels »."

#, python-format
msgid "“%(name)s” is now in “%(stage)s”."
msgstr "« %(name)s » est maintenant à l’étape « %(stage)s »."

#, python-format
msgid "“%(name)s” is open again."
msgstr "« %(name)s » est rouverte."

#, python-format
msgid "“%(name)s” is removed."
msgstr "« %(name)s » est retiré."

# | msgid "“%(name)s” is removed."
#, python-format
msgid "“%(name)s” is saved."
msgstr "« %(name)s » est enregistrée."

#, python-format
msgid "“%(name)s” is won, and its sale is made."
msgstr "« %(name)s » est gagnée, et sa vente est enregistrée."

#, python-format
msgid "“%(name)s” was added."
msgstr "« %(name)s » a été ajouté."

#, python-format
msgid "“%(name)s” was opened."
msgstr "« %(name)s » a été ouverte."

#, python-format
msgid "“%(text)s”"
msgstr "« %(text)s »"

#, python-format
msgid "“%(text)s” exists already: choose it from the list."
msgstr "« %(text)s » existe déjà : choisissez-le dans la liste."

#, python-format
msgid "“%(text)s” is no filter: write DIM=VALUE, DIM being one of %(names)s."
msgstr "« %(text)s » n’est pas un filtre : écrivez DIM=VALEUR, DIM étant l’un de %(names)s."

#, python-format
msgid "“%(text)s” is not a bucket of time."
msgstr "« %(text)s » n’est pas une tranche de temps."

#, python-format
msgid "“%(text)s” is not a choice of this filter."
msgstr "« %(text)s » n’est pas un choix de ce filtre."

#, python-format
msgid "“%(text)s” is not a date: write it as 2026-03-31."
msgstr "« %(text)s » n’est pas une date : écrivez-la comme 2026-03-31."

# | msgid "“%(text)s” is not a date: write it as 2026-03-31."
#, python-format
msgid "“%(text)s” is not a date: write it like %(example)s, or year first: 2026-03-31."
msgstr "« %(text)s » n’est pas une date : écrivez par exemple %(example)s, ou l’année d’abord : 2026-03-31."

# | msgid "“%(text)s” is not a period: write it as one of %(examples)s."
#, python-format
msgid "“%(text)s” is not a number: write it like %(example)s."
msgstr "« %(text)s » n’est pas un nombre : écrivez par exemple %(example)s."

#, python-format
msgid "“%(text)s” is not a period: write it as one of %(examples)s."
msgstr "« %(text)s » n’est pas une période : écrivez-la comme l’une de %(examples)s."

#, python-format
msgid "“%(text)s” is not a row of this figure."
msgstr "« %(text)s » n’est pas une ligne de cet indicateur."

#, python-format
msgid "“%(text)s” is not a year."
msgstr "« %(text)s » n’est pas une année."

#, python-format
msgid "“%(text)s” is not known: give one of %(known)s, for one field as field=…"
msgstr "« %(text)s » n’est pas connu : donnez l’un de %(known)s, pour un champ sous la forme champ=…"

#, python-format
msgid "“%(text)s” lacks “%(mark)s”: write the two sides of it."
msgstr "Il manque « %(mark)s » dans « %(text)s » : écrivez-en les deux côtés."

#, python-format
msgid "“%(text)s” may be %(first)s or %(second)s: write the month as a word, or the year first."
msgstr "« %(text)s » peut être le %(first)s ou le %(second)s : écrivez le mois en lettres, ou l’année d’abord."

#, python-format
msgid "“%(text)s” may be read in two ways: write %(thousands)s if you mean thousands."
msgstr "« %(text)s » peut se lire de deux façons : écrivez %(thousands)s s’il s’agit de milliers."

#, python-format
msgid "“%(text)s” may be read in two ways: write %(thousands)s, or %(fraction)s with two decimals."
msgstr "« %(text)s » peut se lire de deux façons : écrivez %(thousands)s, ou %(fraction)s avec deux décimales."

#, python-format
msgid "“%(value)s” cannot be understood."
msgstr "« %(value)s » n’est pas compréhensible."

#, python-format
msgid "“%(value)s” is none of: %(names)s."
msgstr "« %(value)s » ne fait pas partie de : %(names)s."

#, python-format
msgid "“%(value)s” is not a date: write it as 2026-03-31."
msgstr "« %(value)s » n’est pas une date : écrivez-la comme 2026-03-31."

#, python-format
msgid "“%(value)s” is not a number."
msgstr "« %(value)s » n’est pas un nombre."

#, python-format
msgid "“%(value)s” is not a whole number."
msgstr "« %(value)s » n’est pas un nombre entier."

#, python-format
msgid "“%(value)s” is not an e-mail address."
msgstr "« %(value)s » n’est pas une adresse e-mail."

#, python-format
msgid "“Since then” is the day of the talk, beside the day before."
msgid_plural "“Since then” is the %(days)s days from the talk until today, beside the %(days)s days before. What moved may have other reasons than the action."
msgstr[0] "« Depuis » : le jour de l’entretien, comparé à la veille."
msgstr[1] "« Depuis » : les %(days)s jours de l’entretien à aujourd’hui, comparés aux %(days)s jours précédents. Ce qui a bougé peut avoir d’autres causes que l’action."

msgid "deleted"
msgstr "supprimé"

msgid "yes"
msgstr "oui"

msgid "no"
msgstr "non"

msgid "Shown in the menu, in e-mails and on exports."
msgstr "Affiché dans le menu, dans les e-mails et sur les exports."

msgid "Three letters, such as EUR. Every amount is in it; amounts in other currencies are converted."
msgstr "Trois lettres, par exemple EUR. Tous les montants sont dans cette devise ; ceux d’autres devises sont convertis."

msgid "Decides on which day something happened. Everybody sees times in it, wherever they are."
msgstr "Décide du jour auquel un fait a eu lieu. Chacun voit les heures de ce fuseau, où qu’il soit."

msgid "Where years and quarters begin in figures, objectives and comparisons."
msgstr "Là où commencent les années et les trimestres des chiffres, des objectifs et des comparaisons."

msgid "A customer whose last sale is at most so many days old is active: retention and churn count these."
msgstr "Un client dont la dernière vente date d’au plus ce nombre de jours est actif : la rétention et la perte de clients comptent ceux-là."

msgid "A cart untouched for so long without a sale counts as abandoned."
msgstr "Un panier resté si longtemps sans changement ni vente compte comme abandonné."

msgid "Pace, projections and the selling rate count these days, less holidays."
msgstr "Le rythme, les projections et le taux de vente comptent ces jours, moins les jours fériés."

msgid "Of somebody who works full time; what high-value time is compared with in the selling rate."
msgstr "D’une personne à temps plein ; ce à quoi le taux de vente compare le temps à forte valeur."

msgid "Figures made from fewer facts than this are marked, since chance may explain them."
msgstr "Les chiffres faits de moins de faits que cela sont signalés : le hasard peut les expliquer."

msgid "Of e-mails to people who have chosen none. Pages follow each person's browser or choice."
msgstr "Celle des e-mails aux personnes qui n’en ont pas choisi. Les pages suivent le navigateur ou le choix de chacun."

msgid "Amounts that are recorded keep their numbers and would be read as the new currency: nothing is converted."
msgstr "Les montants enregistrés gardent leurs nombres et se liraient dans la nouvelle devise : rien n’est converti."

msgid "What is recorded keeps its date; only what comes from now on is dated in the new zone, and times shown change."
msgstr "Ce qui est enregistré garde sa date ; seul ce qui vient ensuite est daté dans le nouveau fuseau, et les heures affichées changent."

msgid "Past years and quarters, and objectives set for them, would begin in another month."
msgstr "Les années et trimestres passés, et leurs objectifs, commenceraient un autre mois."

msgid "Retention and churn of all past periods would change."
msgstr "La rétention et la perte de clients de toutes les périodes passées changeraient."

msgid "Cart abandonment of all past periods would change."
msgstr "L’abandon de panier de toutes les périodes passées changerait."

msgid "Pace and selling rate of all past periods would change."
msgstr "Le rythme et le taux de vente de toutes les périodes passées changeraient."

msgid "The selling rate of all past periods would change."
msgstr "Le taux de vente de toutes les périodes passées changerait."

msgid "Working days"
msgstr "Jours ouvrés"

msgid "First month of the fiscal year"
msgstr "Premier mois de l’exercice"

msgid "Time zone"
msgstr "Fuseau horaire"

msgid "Days that make a customer active"
msgstr "Jours pendant lesquels un client est actif"

msgid "Hours after which a cart is abandoned"
msgstr "Heures après lesquelles un panier est abandonné"

msgid "Working hours per day"
msgstr "Heures de travail par jour"

msgid "Samples below this size are marked small"
msgstr "Échantillons signalés en dessous de cette taille"

msgid "I have read this: change it all the same"
msgstr "J’ai lu ceci : modifier quand même"

#, python-format
msgid "“%(code)s” is no currency: give its three letters, such as EUR."
msgstr "« %(code)s » n’est pas une devise : donnez ses trois lettres, par exemple EUR."

msgid "A working day has more than 0 hours."
msgstr "Un jour ouvré a plus de 0 heure."

msgid "Tick this to save the change."
msgstr "Cochez cette case pour enregistrer le changement."

msgid "Last day"
msgstr "Dernier jour"

msgid "Sign-in ends after it; whoever is signed in then is sent away."
msgstr "La connexion s’arrête ensuite, sessions ouvertes comprises."

msgid "Who takes over"
msgstr "Qui reprend"

msgid "Choose who takes over: nothing may be left without an owner."
msgstr "Choisissez qui reprend : rien ne peut rester sans responsable."

msgid "They are leaving: choose somebody else."
msgstr "Cette personne s’en va : choisissez-en une autre."

#, python-format
msgid "%(name)s is leaving or has left: choose somebody else."
msgstr "%(name)s s’en va ou est parti(e) : choisissez quelqu’un d’autre."

msgid "You cannot lock yourself out: ask another administrator."
msgstr "Vous ne pouvez pas vous exclure : demandez à un autre administrateur."

msgid "This is the only administrator: make somebody else an administrator first."
msgstr "C’est le seul administrateur : donnez d’abord ce rôle à quelqu’un d’autre."

msgid "As the browser"
msgstr "Comme le navigateur"

msgid "First day"
msgstr "Premier jour"

msgid "Working share"
msgstr "Temps de travail"

msgid "1 is full time, 0.5 half. Revenue per rep and the selling rate count it, past periods included."
msgstr "1 pour un temps plein, 0,5 pour un mi-temps. Le CA par représentant et le taux de vente en tiennent compte, périodes passées comprises."

msgid "Hourly cost"
msgstr "Coût horaire"

msgid "Cost of time and return on campaigns count it."
msgstr "Le coût du temps et la rentabilité des campagnes en tiennent compte."

msgid "A rep sees their own work, a manager that of the teams they manage, an administrator everything."
msgstr "Un commercial voit son travail, un responsable celui de ses équipes, un administrateur tout."

msgid "Somebody else has this address: give another one."
msgstr "Quelqu’un d’autre a cette adresse : donnez-en une autre."

msgid "A share is more than 0 and at most 1."
msgstr "Un temps de travail est supérieur à 0 et d’au plus 1."

msgid "Send the invitation now"
msgstr "Envoyer l’invitation maintenant"

msgid "In this team and region since"
msgstr "Dans cette équipe et cette région depuis"

msgid "Only for a change; empty: today. What was earned before stays with the old team."
msgstr "Seulement en cas de changement ; vide : aujourd’hui. Ce qui a été obtenu avant reste à l’ancienne équipe."

msgid "May sign in"
msgstr "Peut se connecter"

msgid "For somebody who leaves use “Leaving”: it hands over their work as well."
msgstr "Pour un départ, choisissez « Départ » : le travail est transmis en même temps."

msgid "Empty it and tick “May sign in” for who comes back."
msgstr "Videz-le et cochez « Peut se connecter » pour qui revient."

msgid "You cannot take your own rights away: ask another administrator."
msgstr "Vous ne pouvez pas retirer vos propres droits : demandez à un autre administrateur."

msgid "Give today or an earlier day: a change of team is entered once it happens."
msgstr "Donnez aujourd’hui ou un jour passé : un changement d’équipe s’enregistre quand il a lieu."

msgid "It cannot be before the day on which the present team began."
msgstr "Ce ne peut être avant le début dans l’équipe actuelle."

msgid "These days overlap an absence that is there already."
msgstr "Ces jours recouvrent une absence déjà notée."

msgid "Handshake"
msgstr "Poignée de main"

msgid "Letter"
msgstr "Lettre"

msgid "Camera"
msgstr "Caméra"

msgid "Speech bubble"
msgstr "Bulle"

msgid "Place"
msgstr "Lieu"

msgid "Briefcase"
msgstr "Mallette"

msgid "Loudspeaker"
msgstr "Haut-parleur"

msgid "Icon"
msgstr "Icône"

#, python-format
msgid "“%(name)s” is on that day already."
msgstr "« %(name)s » est déjà ce jour-là."

msgid "This is the company's own currency: it needs no rate."
msgstr "C’est la devise de l’entreprise : elle n’a pas besoin de taux."

#, python-format
msgid "“%(code)s” is no currency: give its three letters, such as USD."
msgstr "« %(code)s » n’est pas une devise : donnez ses trois lettres, par exemple USD."

msgid "A rate is more than 0."
msgstr "Un taux est supérieur à 0."

msgid "There is a rate from that day on already: change that one."
msgstr "Il y a déjà un taux à partir de ce jour : modifiez celui-là."

msgid "New opportunities begin in it: make another pipeline the default first."
msgstr "Les nouvelles opportunités y commencent : choisissez d’abord un autre pipeline par défaut."

msgid "It is deactivated: activate it first."
msgstr "Il est désactivé : remettez-le d’abord en service."

msgid "A probability is at most 100 %."
msgstr "Une probabilité est d’au plus 100 %."

msgid "None: at the top"
msgstr "Aucune : tout en haut"

msgid "Below"
msgstr "Sous l’équipe"

msgid "Managers"
msgstr "Responsables"

msgid "Shown in the list of teams."
msgstr "Affichée dans la liste des équipes."

msgid "They see this team and those below. Only people with the role “Manager” are offered."
msgstr "Ils voient cette équipe et celles en dessous. Seules les personnes au rôle « Responsable » sont proposées."

msgid "They may not sign in."
msgstr "Cette personne ne peut pas se connecter."

msgid "They have a password; if it is forgotten, they ask for a new one when signing in."
msgstr "Cette personne a un mot de passe ; en cas d’oubli, elle en demande un nouveau à la connexion."

msgid "There is no e-mail address to send it to: add it first."
msgstr "Il n’y a pas d’adresse e-mail où l’envoyer : ajoutez-la d’abord."

#, python-format
msgid "%(company)s invites you to Jauge"
msgstr "%(company)s vous invite dans Jauge"

msgid "Planned activities"
msgstr "Activités planifiées"

msgid "It is the only type in use: without one nothing can be logged. Add another first."
msgstr "C’est le seul type en service : sans lui, rien ne peut être consigné. Ajoutez-en d’abord un autre."

msgid "It is no longer planned: what was done keeps its owner."
msgstr "Ce n’est plus planifié : ce qui est fait garde son responsable."

msgid "People are in it: move them to another team first."
msgstr "Des personnes en font partie : changez-les d’abord d’équipe."

msgid "Other teams are below it: move them first."
msgstr "D’autres équipes sont en dessous : déplacez-les d’abord."

msgid "invited on"
msgstr "invité le"

msgid "A pipeline needs its two ends: rename this one if its name does not fit."
msgstr "Un pipeline a besoin de ses deux fins : renommez celle-ci si son nom ne convient pas."

msgid "It is the only open stage: an opportunity would have nowhere to begin. Add another first."
msgstr "C’est la seule étape ouverte : une opportunité n’aurait plus où commencer. Ajoutez-en d’abord une autre."

msgid "This pipeline has such an end already."
msgstr "Ce pipeline a déjà une telle fin."

msgid "New region"
msgstr "Nouvelle région"

msgid "Where customers are. A region is a filter of every figure; people and teams belong to one."
msgstr "Là où sont les clients. Une région filtre tous les chiffres ; personnes et équipes en ont une."

msgid "New channel"
msgstr "Nouveau canal"

msgid "The way a sale is made: web shop, store, phone, field, partner."
msgstr "La manière de vendre : boutique en ligne, magasin, téléphone, terrain, partenaire."

msgid "New source"
msgstr "Nouvelle origine"

msgid "What brought an account or an opportunity: a recommendation, a trade fair, a web form."
msgstr "Ce qui a amené un compte ou une opportunité : une recommandation, un salon, un formulaire web."

msgid "New segment"
msgstr "Nouveau segment"

msgid "An industry or a size class: what accounts are compared by."
msgstr "Un secteur ou une taille : ce par quoi les comptes se comparent."

msgid "New product category"
msgstr "Nouvelle catégorie de produits"

msgid "What products are grouped by; two categories in one sale are a cross-sell."
msgstr "Ce qui regroupe les produits ; deux catégories dans une vente font une vente complémentaire."

msgid "New product"
msgstr "Nouveau produit"

msgid "What is sold. A new price or cost counts for what is entered from then on: lines of opportunities and sales keep theirs."
msgstr "Ce qui se vend. Un nouveau prix ou coût vaut pour ce qui est saisi ensuite : les lignes des opportunités et des ventes gardent les leurs."

msgid "New campaign"
msgstr "Nouvelle campagne"

msgid "What is spent on, and what comes of it: expenses and sales of a campaign give its return."
msgstr "Ce à quoi on dépense, et ce qui en résulte : les dépenses et les ventes d’une campagne donnent sa rentabilité."

msgid "New medium"
msgstr "Nouveau moyen"

msgid "The tool used for an activity: phone, e-mail, video, in person."
msgstr "Le moyen d’une activité : téléphone, e-mail, visio, en personne."

msgid "New activity type"
msgstr "Nouveau type d’activité"

msgid "What people log. High-value types are time spent with customers: they make the high-value time and the selling rate."
msgstr "Ce que chacun consigne. Les types à forte valeur sont du temps passé avec les clients : ils font le temps à forte valeur et le taux de vente."

msgid "New lost reason"
msgstr "Nouveau motif de perte"

msgid "Asked for whenever an opportunity is lost."
msgstr "Demandé chaque fois qu’une opportunité est perdue."

msgid "New holiday"
msgstr "Nouveau jour férié"

msgid "Days on which nobody works, everywhere or in one region. They are no working days for pace and selling rate, past periods included."
msgstr "Jours où personne ne travaille, partout ou dans une région. Ils ne comptent pas comme jours ouvrés pour le rythme et le taux de vente, périodes passées comprises."

msgid "New exchange rate"
msgstr "Nouveau taux de change"

msgid "What one unit of another currency is worth from a date on. An amount keeps the rate it was entered with."
msgstr "Ce que vaut une unité d’une autre devise à partir d’une date. Un montant garde le taux de sa saisie."

msgid "New pipeline"
msgstr "Nouveau pipeline"

msgid "The ways of selling, each made of stages in order with an end won and an end lost."
msgstr "Les manières de vendre, chacune faite d’étapes dans l’ordre, avec une fin gagnée et une fin perdue."

msgid "New stage"
msgstr "Nouvelle étape"

msgid "A step of a pipeline. Its probability weights the forecast."
msgstr "Un pas d’un pipeline. Sa probabilité pondère la prévision."

msgid "Name, currency, time zone, fiscal year and working days: every figure depends on them."
msgstr "Nom, devise, fuseau horaire, exercice et jours ouvrés : tous les chiffres en dépendent."

msgid "look at the settings and save them"
msgstr "regardez les réglages et enregistrez-les"

msgid "Who works with whom. Managers see the teams that they manage and those below."
msgstr "Qui travaille avec qui. Les responsables voient leurs équipes et celles en dessous."

#, python-format
msgid "%(count)s team"
msgid_plural "%(count)s teams"
msgstr[0] "%(count)s équipe"
msgstr[1] "%(count)s équipes"

msgid "add a team"
msgstr "ajoutez une équipe"

#, python-format
msgid "%(count)s has not signed in yet"
msgid_plural "%(count)s have not signed in yet"
msgstr[0] "%(count)s ne s’est pas encore connectée"
msgstr[1] "%(count)s ne se sont pas encore connectées"

msgid "Reps and managers, each invited by e-mail to choose a password."
msgstr "Commerciaux et responsables, invités par e-mail à choisir un mot de passe."

#, python-format
msgid "%(count)s person"
msgid_plural "%(count)s people"
msgstr[0] "%(count)s personne"
msgstr[1] "%(count)s personnes"

msgid "invite the people who sell"
msgstr "invitez celles et ceux qui vendent"

#, python-format
msgid "%(count)s stage"
msgid_plural "%(count)s stages"
msgstr[0] "%(count)s étape"
msgstr[1] "%(count)s étapes"

msgid "The stages that an opportunity goes through, from first contact to won or lost."
msgstr "Les étapes que traverse une opportunité, du premier contact au gain ou à la perte."

msgid "none yet"
msgstr "rien encore"

msgid "a default pipeline with open stages, a won and a lost end"
msgstr "un pipeline par défaut avec des étapes ouvertes, une fin gagnée et une fin perdue"

msgid "Channels"
msgstr "Canaux"

msgid "Activity types"
msgstr "Types d’activité"

msgid "add those that you use"
msgstr "ajoutez ceux que vous utilisez"

msgid "Your data"
msgstr "Vos données"

msgid "Accounts, opportunities, activities and sales from files, or typed in as you go."
msgstr "Comptes, opportunités, activités et ventes, depuis des fichiers ou saisis au fil de l’eau."

#, python-format
msgid "%(count)s account"
msgid_plural "%(count)s accounts"
msgstr[0] "%(count)s compte"
msgstr[1] "%(count)s comptes"

msgid "First contact"
msgstr "Premier contact"

msgid "Meeting"
msgstr "Rendez-vous"

msgid "Offer"
msgstr "Offre"

msgid "Negotiation"
msgstr "Négociation"

msgctxt "stage"
msgid "Won"
msgstr "Gagnée"

msgctxt "stage"
msgid "Lost"
msgstr "Perdue"

msgid "Call"
msgstr "Appel"

msgid "Preparation"
msgstr "Préparation"

msgid "Travel"
msgstr "Déplacement"

msgid "In person"
msgstr "En personne"

msgid "Video"
msgstr "Visio"

msgid "Price"
msgstr "Prix"

msgid "Competitor"
msgstr "Concurrent"

msgid "No budget"
msgstr "Pas de budget"

msgid "No decision"
msgstr "Pas de décision"

msgid "Delivery time"
msgstr "Délai de livraison"

msgid "The settings are saved."
msgstr "Les réglages sont enregistrés."

#, python-format
msgid "“%(name)s” is in use again."
msgstr "« %(name)s » est de nouveau en service."

#, python-format
msgid "“%(name)s” is deactivated: no form offers it any more."
msgstr "« %(name)s » est désactivé : aucun formulaire ne le propose plus."

msgid "The usual entries were added: rename or deactivate what does not fit."
msgstr "Les entrées habituelles sont ajoutées : renommez ou désactivez ce qui ne convient pas."

msgid "The list is no longer empty: nothing was added."
msgstr "La liste n’est plus vide : rien n’a été ajouté."

#, python-format
msgid "%(name)s leaves on %(day)s: %(count)s records were handed over."
msgstr "%(name)s : dernier jour le %(day)s, %(count)s fiches transmises."

#, python-format
msgid "The invitation to %(name)s was not sent: %(reason)s"
msgstr "L’invitation à %(name)s n’est pas partie : %(reason)s"

#, python-format
msgid "An invitation was sent to %(email)s."
msgstr "Une invitation est partie à %(email)s."

msgid "The invitation is withdrawn: its link opens nothing any more."
msgstr "L’invitation est retirée : son lien n’ouvre plus rien."

msgid "The absence is noted."
msgstr "L’absence est notée."

msgid "The absence is removed."
msgstr "L’absence est retirée."

#, python-format
msgid "“%(name)s” was moved."
msgstr "« %(name)s » a été déplacé."

msgid "It is in use: deactivate it instead."
msgstr "C’est utilisé : désactivez-le plutôt."

msgid "People or facts belong to it: deactivate it instead, and the past keeps it."
msgstr "Des personnes ou des faits lui appartiennent : désactivez-la plutôt, et le passé la garde."

msgid "Targets for the company, teams and reps; dashboards show how far everybody is."
msgstr "Cibles de l’entreprise, des équipes et des commerciaux ; les tableaux de bord montrent où chacun en est."

#, python-format
msgid "%(count)s target for now and later"
msgid_plural "%(count)s targets for now and later"
msgstr[0] "%(count)s cible pour maintenant et la suite"
msgstr[1] "%(count)s cibles pour maintenant et la suite"

msgid "no targets for this quarter"
msgstr "aucune cible pour ce trimestre"

#, python-format
msgid "Hello %(name)s,"
msgstr "Bonjour %(name)s,"

#, python-format
msgid "%(inviter)s invites you to Jauge, where %(company)s keeps its customers, opportunities and activities."
msgstr "%(inviter)s vous invite dans Jauge, où %(company)s tient ses clients, ses opportunités et ses activités."

msgid "Choose your password"
msgstr "Choisir votre mot de passe"

#, python-format
msgid "The link works once and for %(days)s day. Afterwards ask for another invitation."
msgid_plural "The link works once and for %(days)s days. Afterwards ask for another invitation."
msgstr[0] "Le lien sert une fois, pendant %(days)s jour. Passé ce délai, demandez une autre invitation."
msgstr[1] "Le lien sert une fois, pendant %(days)s jours. Passé ce délai, demandez une autre invitation."

#, python-format
msgid "From then on you sign in at %(home)s with %(email)s or %(username)s."
msgstr "Ensuite, vous vous connectez sur %(home)s avec %(email)s ou %(username)s."

msgid "If you did not expect this, you need not do anything."
msgstr "Si vous n’attendiez pas ce message, vous n’avez rien à faire."

msgid "Choose your password here:"
msgstr "Choisissez votre mot de passe ici :"

msgid "What was changed"
msgstr "Ce qui a été modifié"

msgid "Added"
msgstr "Ajouté"

msgid "by a command"
msgstr "par une commande"

#, python-format
msgid "Move “%(row)s” up"
msgstr "Monter « %(row)s »"

#, python-format
msgid "Move “%(row)s” down"
msgstr "Descendre « %(row)s »"

msgid "Order"
msgstr "Ordre"

msgid "In use"
msgstr "En service"

msgid "Deactivated"
msgstr "Désactivé"

msgid "Search this list"
msgstr "Chercher dans cette liste"

#, python-format
msgid "left on %(day)s"
msgstr "parti(e) le %(day)s"

msgid "may not sign in"
msgstr "ne peut pas se connecter"

msgid "has a password, has not signed in yet"
msgstr "a un mot de passe, pas encore de connexion"

#, python-format
msgid "invited on %(day)s, not yet signed in"
msgstr "invité(e) le %(day)s, pas encore de connexion"

msgid "not invited yet"
msgstr "pas encore invité(e)"

#, python-format
msgid "leaves on %(day)s"
msgstr "s’en va le %(day)s"

msgid "Where it is used"
msgstr "Où cela sert"

msgid "Nowhere yet."
msgstr "Nulle part pour l’instant."

msgid "What every figure depends on."
msgstr "Ce dont tous les chiffres dépendent."

msgid "This reaches into the past:"
msgstr "Ceci touche au passé :"

#, python-format
msgid "Set up %(name)s"
msgstr "Mettre en place %(name)s"

msgid "Nothing is recorded yet. These steps, in any order, make Jauge yours; dashboards follow once something is recorded."
msgstr "Rien n’est encore enregistré. Ces étapes, dans l’ordre que vous voulez, font de Jauge le vôtre ; les tableaux de bord suivent dès qu’il y a de quoi."

#, python-format
msgid "%(done)s of %(total)s step of setting up is done."
msgid_plural "%(done)s of %(total)s steps of setting up are done."
msgstr[0] "%(done)s étape de mise en place sur %(total)s est faite."
msgstr[1] "%(done)s étapes de mise en place sur %(total)s sont faites."

msgid "Setting up"
msgstr "Mise en place"

msgid "To do"
msgstr "À faire"

#, python-format
msgid "%(label)s: add the usual ones"
msgstr "%(label)s : ajouter les habituels"

msgid "Add the usual ones"
msgstr "Ajouter les habituels"

msgid "Lists"
msgstr "Listes"

msgid "For repairs by whoever runs the server:"
msgstr "Pour les réparations de qui gère le serveur :"

msgid "the tables themselves"
msgstr "les tables elles-mêmes"

#, python-format
msgid "%(person)s leaves"
msgstr "Départ de %(person)s"

msgid "Their open work goes to others in one step. What they achieved stays theirs."
msgstr "Le travail en cours passe à d’autres en une fois. Ce qui a été accompli reste à son nom."

msgid "They manage these teams; choose another manager there:"
msgstr "Cette personne est responsable de ces équipes ; choisissez-y quelqu’un d’autre :"

#, python-format
msgid "Last day: %(day)s"
msgstr "Dernier jour : %(day)s"

msgid "What"
msgstr "Quoi"

msgid "How many"
msgstr "Combien"

msgid "Goes to"
msgstr "Passe à"

msgid "There is no open work to hand over."
msgstr "Il n’y a aucun travail en cours à transmettre."

msgid "Won and lost opportunities, what was done, and sales stay as they are, with the team they were earned in."
msgstr "Les opportunités gagnées et perdues, ce qui est fait et les ventes restent tels quels, avec l’équipe où ils ont été obtenus."

msgid "The last day is over: sign-in ends at once, and so do open sessions."
msgstr "Le dernier jour est passé : la connexion s’arrête aussitôt, sessions ouvertes comprises."

msgid "Sign-in works until the end of the last day; then it ends by itself, and so do open sessions."
msgstr "La connexion marche jusqu’à la fin du dernier jour ; puis elle s’arrête d’elle-même, sessions ouvertes comprises."

msgid "The address of their private calendar stops working at once."
msgstr "L’adresse de son agenda privé cesse aussitôt de marcher."

msgid "There is no undo in one step: what was handed over can be reassigned one by one."
msgstr "Rien ne l’annule en une fois : ce qui est transmis peut être réattribué un à un."

msgid "Hand over and end sign-in"
msgstr "Transmettre et mettre fin à la connexion"

msgid "Back"
msgstr "Retour"

msgid "Somebody else for some of it"
msgstr "Quelqu’un d’autre pour une partie"

msgid "Show what will happen"
msgstr "Montrer ce qui va se passer"

msgid "New person"
msgstr "Nouvelle personne"

msgid "Only who works here"
msgstr "Seulement qui travaille ici"

msgid "Also who has left"
msgstr "Aussi qui est parti"

msgid "Last sign-in"
msgstr "Dernière connexion"

msgid "Nobody is called so"
msgstr "Personne ne s’appelle ainsi"

msgid "signs in as"
msgstr "se connecte comme"

msgid "Leaving"
msgstr "Départ"

msgid "Sign-in"
msgstr "Connexion"

msgid "Last sign-in:"
msgstr "Dernière connexion :"

#, python-format
msgid "The invitation goes to %(email)s: a link to choose a password, valid %(days)s day, for one use. A new one replaces it."
msgid_plural "The invitation goes to %(email)s: a link to choose a password, valid %(days)s days, for one use. A new one replaces it."
msgstr[0] "L’invitation part à %(email)s : un lien pour choisir un mot de passe, valable %(days)s jour, pour une fois. Une nouvelle la remplace."
msgstr[1] "L’invitation part à %(email)s : un lien pour choisir un mot de passe, valable %(days)s jours, pour une fois. Une nouvelle la remplace."

msgid "Send it again"
msgstr "Renvoyer"

msgid "Send the invitation"
msgstr "Envoyer l’invitation"

msgid "Withdraw it"
msgstr "Retirer"

msgid "To invite them, add their e-mail address below."
msgstr "Pour l’inviter, ajoutez son adresse e-mail ci-dessous."

msgid "Teams until now"
msgstr "Équipes jusqu’ici"

#, python-format
msgid "from %(day)s"
msgstr "depuis le %(day)s"

msgid "from the beginning"
msgstr "depuis le début"

#, python-format
msgid "until before %(day)s"
msgstr "jusqu’avant le %(day)s"

msgid "In no team."
msgstr "Dans aucune équipe."

msgid "Manages:"
msgstr "Responsable de :"

msgid "Absences"
msgstr "Absences"

#, python-format
msgid "Remove the absence from %(day)s"
msgstr "Retirer l’absence du %(day)s"

msgid "Note the absence"
msgstr "Noter l’absence"

msgid "Nothing is called so"
msgstr "Rien ne s’appelle ainsi"

msgid "None yet"
msgstr "Rien encore"

msgid "Pipelines"
msgstr "Pipelines"

msgid "The funnel reads the order: who reached a later stage has reached the earlier ones. Moving a stage changes past funnels."
msgstr "L’entonnoir lit l’ordre : qui a atteint une étape a atteint les précédentes. Déplacer une étape change les entonnoirs passés."

msgid "Deactivate or delete"
msgstr "Désactiver ou supprimer"

msgid "Deactivated, it is offered by no form any more. What refers to it keeps it: history and figures do not change."
msgstr "Une fois désactivé, aucun formulaire ne le propose plus. Ce qui s’y réfère le garde : l’historique et les chiffres ne changent pas."

msgid "In use again, forms offer it as before."
msgstr "Remis en service, les formulaires le proposent comme avant."

msgid "Deactivate"
msgstr "Désactiver"

msgid "Use again"
msgstr "Remettre en service"

msgid "It cannot be deleted while something refers to it."
msgstr "Il ne peut être supprimé tant que quelque chose s’y réfère."

msgid "New team"
msgstr "Nouvelle équipe"

msgid "A team that moves below another takes its figures along, past ones included: a team’s figures are those of everything below it today."
msgstr "Une équipe déplacée emporte ses chiffres, passés compris : les chiffres d’une équipe sont ceux de tout ce qui est en dessous aujourd’hui."

msgid "Managers see the teams that they manage and those below."
msgstr "Les responsables voient leurs équipes et celles en dessous."

msgid "No team yet"
msgstr "Pas encore d’équipe"

msgid "One team is enough to begin with; more can stand below it later."
msgstr "Une équipe suffit pour commencer ; d’autres pourront se placer en dessous."

#, python-format
msgid "“%(name)s” is at the end already."
msgstr "« %(name)s » est déjà au bout."

msgctxt "step"
msgid "Done"
msgstr "Fait"

msgid "Earlier ones"
msgstr "Plus anciennes"

msgid "The invitation goes there; they can sign in with it."
msgstr "L’invitation y est envoyée ; l’adresse sert aussi à se connecter."

#, python-format
msgid "“%(value)s” is not a currency: write its code of three letters, such as EUR."
msgstr "« %(value)s » n’est pas une devise : écrivez son code à trois lettres, comme EUR."

#, python-format
msgid "The amounts are written with “%(sign)s” and were taken as %(own)s: to convert them, say --set currency=USD (or what they are in) once its exchange rate is in the settings."
msgstr "Les montants sont écrits avec « %(sign)s » et ont été pris pour des %(own)s : pour les convertir, donnez --set currency=USD (ou leur devise) une fois son taux de change saisi dans les paramètres."

msgid "A spreadsheet has rounded this id: export it as text, or load the file that it came from."
msgstr "Un tableur a arrondi cet identifiant : exportez-le comme texte, ou chargez le fichier d’origine."

msgid "The price of a product is not negative."
msgstr "Le prix d’un produit n’est pas négatif."

#, python-format
msgid "There is no preset “%(name)s”; near it are: %(names)s. All of them: --list-presets."
msgstr "Le préréglage « %(name)s » n’existe pas ; les plus proches : %(names)s. Tous : --list-presets."

#, python-format
msgid "The preset “%(name)s” is for %(theirs)s, not for %(kind)s."
msgstr "Le préréglage « %(name)s » est pour %(theirs)s, pas pour %(kind)s."

#, python-format
msgid "Say what to load: KIND and FILE. Kinds: %(kinds)s."
msgstr "Dites quoi charger : KIND et FILE. Sortes de fichier : %(kinds)s."

#, python-format
msgid "Preset: %(name)s"
msgstr "Préréglage : %(name)s"

#, python-format
msgid "Passed over, as they are no records of this kind: %(count)s"
msgstr "Lignes passées, car elles ne sont pas de cette sorte : %(count)s"

#, python-format
msgid "%(header)s: left empty in %(count)s rows, because it points nowhere or contradicts another cell"
msgstr "%(header)s : laissé vide dans %(count)s lignes, car la valeur ne mène nulle part ou contredit une autre cellule"

msgid "Put into the cart"
msgstr "Mis au panier"

msgid "Taken out of the cart"
msgstr "Retiré du panier"

msgid "Bought"
msgstr "Acheté"

msgid "session"
msgstr "session"

msgid "cart event"
msgstr "événement de panier"

msgid "cart events"
msgstr "événements de panier"

#, python-format
msgid "%(amount)s per day"
msgstr "%(amount)s par jour"

msgid "Carts updated too recently may still become sales."
msgstr "Les paniers modifiés trop récemment peuvent encore devenir des ventes."

msgid "Cart abandonment"
msgstr "Taux d’abandon de panier"

msgid "Carts without a sale in time ÷ those and the sold ones, by creation date; recent ones are in neither."
msgstr "Paniers sans vente dans le délai ÷ ceux-ci et les paniers vendus, par date de création ; les plus récents ne comptent pas."

msgid "For customers whose first sale is that recent no later month is over."
msgstr "Pour les clients dont la première vente est si récente, aucun mois suivant n’est terminé."

msgid "Retention by cohort"
msgstr "Fidélité par cohorte"

msgid "Of the customers by month of first sale, the share that bought in each month since; months that are over."
msgstr "Parmi les clients par mois de première vente, la part qui a acheté dans chacun des mois suivants, terminés."

msgid "Months since the first sale"
msgstr "Mois depuis la première vente"

msgid "entries into stages"
msgstr "entrées dans une étape"

msgid "Prospects for whom nothing was done yet have waited for an unknown time."
msgstr "Les prospects pour qui rien n’a encore été fait attendent depuis un temps que l’on ne peut compter."

msgid "First response"
msgstr "Premier contact"

msgid "The median time from a prospect's arrival to the first activity done, where something was done."
msgstr "Délai médian entre l’arrivée d’un prospect et la première activité faite, pour ceux qui en ont eu une."

#, python-format
msgid "For %(numerator)s of %(denominator)s prospects something was done; the median is theirs."
msgstr "%(numerator)s prospects sur %(denominator)s ont eu une activité ; la médiane est la leur."

msgid "Sales without an account belong to no customer."
msgstr "Les ventes sans compte ne sont celles d’aucun client."

msgid "Retention rate"
msgstr "Taux de rétention"

msgid "Of the customers active at the start of the period, the share still active at its end."
msgstr "Parmi les clients actifs au début de la période, la part encore active à la fin."

msgid "Churn rate"
msgstr "Taux de perte de clients"

msgid "Of the customers active at the start of the period, the share no longer active at its end."
msgstr "Parmi les clients actifs au début de la période, la part qui ne l’est plus à la fin."

msgid "Repeat purchase rate"
msgstr "Taux de réachat"

msgid "Customers with two sales or more in the period ÷ customers with at least one."
msgstr "Clients ayant au moins deux ventes dans la période ÷ clients en ayant au moins une."

msgid "Entries on an unknown day lie in no period."
msgstr "Les entrées dont le jour est inconnu ne sont dans aucune période."

msgid "Stage conversion"
msgstr "Conversion par étape"

msgid "Of the opportunities that entered the stage in the period, the share that moved on by the as-of date."
msgstr "Parmi les opportunités entrées dans l’étape pendant la période, la part passée à la suite à la date d’observation."

msgid "Time in stage"
msgstr "Durée dans l’étape"

msgid "The median number of days in the stage of those that entered it in the period, those still there included."
msgstr "Nombre médian de jours dans l’étape des opportunités entrées dans la période, y compris celles qui y sont encore."

#, python-format
msgid "%(numerator)s of %(denominator)s have left; the others count for as long as they have stayed."
msgstr "%(numerator)s sur %(denominator)s en sont sorties ; les autres comptent pour la durée déjà passée."

msgid "Fewer than half have left so far: there is no median yet."
msgstr "Moins de la moitié en sont sorties : il n’y a pas encore de médiane."

msgid "Sales velocity"
msgstr "Vélocité des ventes"

msgid "Open opportunities × win rate × average won deal ÷ sales cycle, of the 90 days up to the as-of date."
msgstr "Opportunités ouvertes × taux de réussite × montant moyen ÷ cycle de vente, sur les 90 jours jusqu’à la date d’observation."

#, python-format
msgid "%(numerator)s open opportunities; win rate, average and cycle are of the %(denominator)s closed lately."
msgstr "%(numerator)s opportunités ouvertes ; taux, montant et cycle sont ceux des %(denominator)s closes récemment."

msgid "Nothing was won in the last 90 days, or all on the day it was opened."
msgstr "Rien n’a été gagné ces 90 derniers jours, ou tout l’a été le jour de l’ouverture."

msgid "Won within 90 days"
msgstr "Gagnées en 90 jours"

msgid "Share of the opportunities opened in the period that is won within 90 days; open ones count while watched."
msgstr "Part des opportunités ouvertes dans la période qui sont gagnées en 90 jours ; les ouvertes comptent tant qu’on les a suivies."

#, python-format
msgid "%(numerator)s of %(denominator)s so far; those still open count for as long as they were watched."
msgstr "%(numerator)s sur %(denominator)s à ce jour ; celles encore ouvertes comptent pour la durée où on les a suivies."

msgid "None of them has been watched for 90 days."
msgstr "Aucune n’a encore été suivie pendant 90 jours."

msgid "The share won within so many days of the opening, what is lost and what is open taken into account."
msgstr "Part gagnée au fil des jours depuis l’ouverture, compte tenu de ce qui est perdu et de ce qui est encore ouvert."

msgid "Over time"
msgstr "Au fil du temps"

msgid "lost"
msgstr "perdues"

msgid "gone back"
msgstr "revenues en arrière"

msgid "still there"
msgstr "encore là"

msgid "within 30 days"
msgstr "en 30 jours"

msgid "within 60 days"
msgstr "en 60 jours"

msgid "within 180 days"
msgstr "en 180 jours"

msgid "answered"
msgstr "avec un contact"

msgid "win rate"
msgstr "taux de réussite"

msgid "average won deal"
msgstr "montant moyen"

msgid "sales cycle"
msgstr "cycle de vente"

msgid "Retention"
msgstr "Fidélité"

msgid "Customers by month of first sale"
msgstr "Clients par mois de première vente"

msgid "The share that bought in each month since; the months are those after the month of the first sale."
msgstr "Part qui a acheté dans chacun des mois suivants ; les mois se comptent depuis celui de la première vente."

msgid "First sale"
msgstr "Première vente"

msgid "No month since a first sale in this time is over yet."
msgstr "Aucun mois n’est encore terminé depuis une première vente de cette période."

#, python-format
msgid "%(shown)s month"
msgid_plural "%(shown)s months"
msgstr[0] "%(shown)s mois"
msgstr[1] "%(shown)s mois"

msgid "There is nothing at this address that you may see."
msgstr "Il n’y a rien à cette adresse que vous puissiez voir."

msgid "A question is a JSON object."
msgstr "Une question est un objet JSON."

#, python-format
msgid "“%(name)s” is no word of a question: write one of %(names)s."
msgstr "« %(name)s » n’est pas un mot de question : écrivez l’un de %(names)s."

#, python-format
msgid "“%(name)s” is written as a text."
msgstr "« %(name)s » s’écrit comme un texte."

#, python-format
msgid "“%(name)s” is written as a list of names."
msgstr "« %(name)s » s’écrit comme une liste de noms."

#, python-format
msgid "“%(name)s” is a whole number from 1 to %(most)s."
msgstr "« %(name)s » est un nombre entier de 1 à %(most)s."

msgid "“where” is an object: dimension → list of names or ids."
msgstr "« where » est un objet : dimension → liste de noms ou d’identifiants."

#, python-format
msgid "“%(name)s” is no dimension: it is one of %(names)s."
msgstr "« %(name)s » n’est pas un axe d’analyse : c’est l’un de %(names)s."

#, python-format
msgid "“%(text)s” is no cursor: follow the address in “next”."
msgstr "« %(text)s » n’est pas un curseur : suivez l’adresse donnée dans « next »."

msgid "by closing date"
msgstr "par date de clôture"

msgid "by opening date"
msgstr "par date d’ouverture"

msgid "by date of sale"
msgstr "par date de vente"

msgid "by the date it was done"
msgstr "par date de réalisation"

msgid "by due date"
msgstr "par échéance"

msgid "by the date of entry as a prospect"
msgstr "par date d’entrée comme prospect"

msgid "by the date of the first sale"
msgstr "par date de la première vente"

msgid "by expected closing date"
msgstr "par date de clôture prévue"

msgid "by the date it was made"
msgstr "par date de création"

msgid "by the date it was spent"
msgstr "par date de dépense"

msgid "by sending date"
msgstr "par date d’envoi"

msgid "by the date of the answer"
msgstr "par date de réponse"

msgid "as it stands on the day, whatever the period"
msgstr "en l’état du jour, quelle que soit la période"

msgid "by the days of the period"
msgstr "selon les jours de la période"

#, python-format
msgid "With a sample of %(n)s%(cases)s the true rate may be anywhere from %(low)s to %(high)s."
msgstr "Avec un échantillon de %(n)s%(cases)s, le vrai taux peut se situer n’importe où entre %(low)s et %(high)s."

#, python-format
msgid "With a sample of %(n)s%(cases)s the true score may be anywhere from %(low)s to %(high)s."
msgstr "Avec un échantillon de %(n)s%(cases)s, le vrai score peut se situer n’importe où entre %(low)s et %(high)s."

#, python-format
msgid "From a sample of %(n)s%(cases)s: the true mean lies between %(low)s and %(high)s."
msgstr "D’après un échantillon de %(n)s%(cases)s : la vraie moyenne se situe entre %(low)s et %(high)s."

#, python-format
msgid "With a sample of %(n)s%(cases)s the true value lies between %(low)s and %(high)s."
msgstr "Avec un échantillon de %(n)s%(cases)s, la vraie valeur se situe entre %(low)s et %(high)s."

#, python-format
msgid " (%(facts)s)"
msgstr " (%(facts)s)"

#, python-format
msgid "%(top)s ÷ %(bottom)s = %(value)s"
msgstr "%(top)s ÷ %(bottom)s = %(value)s"

#, python-format
msgid "%(top)s and %(bottom)s give %(value)s"
msgstr "%(top)s et %(bottom)s donnent %(value)s"

#, python-format
msgid "%(value)s of %(all)s"
msgstr "%(value)s sur %(all)s"

#, python-format
msgid "%(value)s counted%(cases)s"
msgstr "%(value)s comptés%(cases)s"

#, python-format
msgid "%(value)s, the sum over %(n)s rows%(cases)s"
msgstr "%(value)s, somme de %(n)s lignes%(cases)s"

msgid "There is nothing to compute it from: it has no value, neither 0 nor 100 %."
msgstr "Il n’y a rien pour le calculer : il n’a pas de valeur, ni 0 ni 100 %."

#, python-format
msgid "All %(n)s%(cases)s are counted: nothing is estimated, so there is no interval."
msgstr "Tout est compté, %(n)s au total%(cases)s : rien n’est estimé, il n’y a donc pas d’intervalle."

msgid "It is made of one row: how far it is from the true value cannot be said."
msgstr "Il repose sur une seule ligne : on ne peut dire à quelle distance il est de la vraie valeur."

#, python-format
msgid "It is made of %(n)s rows%(cases)s; no interval is known for this kind of figure."
msgstr "Il repose sur %(n)s lignes%(cases)s ; aucun intervalle n’est connu pour ce genre d’indicateur."

#, python-format
msgid "The sample is small (%(n)s, below %(most)s): do not build on it."
msgstr "L’échantillon est petit (%(n)s, moins de %(most)s) : ne bâtissez rien dessus."

#, python-format
msgid "The period is not over: its first %(days)s days are compared with as many days."
msgstr "La période n’est pas finie : ses %(days)s premiers jours sont comparés à autant de jours."

#, python-format
msgid "Both windows are %(days)s days long."
msgstr "Les deux fenêtres ont la même durée : %(days)s jours."

#, python-format
msgid "Everything recorded that lies in the period and the filters, as known on %(day)s; no part is drawn."
msgstr "Tout ce qui est enregistré dans la période et les filtres, tel que connu le %(day)s, sans tirage au sort."

msgid "You see the whole company."
msgstr "Vous voyez toute l’entreprise."

#, python-format
msgid "You see %(teams)s with the teams below, and what is your own."
msgstr "Vous voyez %(teams)s avec les équipes au-dessous, et ce qui est à vous."

#, python-format
msgid "You see the totals of %(team)s."
msgstr "Vous voyez les totaux de %(team)s."

msgid "You see what is your own."
msgstr "Vous voyez ce qui est à vous."

msgid "Now"
msgstr "En cours"

msgid "This week"
msgstr "Cette semaine"

msgid "The last one"
msgstr "La dernière"

msgid "Yesterday"
msgstr "Hier"

msgid "Last week"
msgstr "La semaine dernière"

msgid "To date"
msgstr "À ce jour"

msgid "Week to date"
msgstr "Semaine à ce jour"

msgid "Month to date"
msgstr "Mois à ce jour"

msgid "Quarter to date"
msgstr "Trimestre à ce jour"

msgid "Year to date"
msgstr "Année à ce jour"

msgid "Rolling"
msgstr "Glissante"

msgid "Last 7 days"
msgstr "7 derniers jours"

msgid "Last 30 days"
msgstr "30 derniers jours"

msgid "Last 90 days"
msgstr "90 derniers jours"

msgid "days"
msgstr "jours"

msgid "weeks"
msgstr "semaines"

msgid "months"
msgstr "mois"

msgid "Chosen"
msgstr "Choisie"

msgid "As known on"
msgstr "Telle que connue le"

msgid " and all belonged to this period"
msgstr " et tous relevaient de cette période"

msgid " if all belonged to this period"
msgstr " si tous relevaient de cette période"

#, python-format
msgid "If all of them had failed%(belonging)s it would be %(low)s, if all had succeeded %(high)s: it lies between."
msgstr "Si tous avaient échoué%(belonging)s, ce serait %(low)s ; s’ils avaient tous réussi, %(high)s : la valeur est entre les deux."

#, python-format
msgid "At the mean of the known ones (%(mean)s) it would be about %(low)s: an estimate."
msgstr "À la moyenne des montants connus (%(mean)s), ce serait environ %(low)s : une estimation."

#, python-format
msgid "At the mean of the known ones (%(mean)s) it would lie between %(low)s and %(high)s: an estimate."
msgstr "À la moyenne des montants connus (%(mean)s), ce serait entre %(low)s et %(high)s : une estimation."

#, python-format
msgid "If all of them counted%(belonging)s it would be %(high)s: it lies between that and what is shown."
msgstr "Si tous comptaient%(belonging)s, ce serait %(high)s : la valeur est entre ce nombre et celui affiché."

#, python-format
msgid "At the mean of the known ones (%(mean)s) they would add about %(more)s%(belonging)s: an estimate, no figure."
msgstr "À la moyenne des connus (%(mean)s), ils ajouteraient environ %(more)s%(belonging)s : une estimation, pas un chiffre."

msgid "How far they could move the figure cannot be said from what is recorded."
msgstr "Ce qui est enregistré ne permet pas de dire de combien ils pourraient déplacer l’indicateur."

msgid "Opened on"
msgstr "Ouverte le"

msgid "Done on"
msgstr "Faite le"

msgid "Days"
msgstr "Jours"

msgid "Counts"
msgstr "Compte pour"

msgid "Duration (seconds)"
msgstr "Durée (secondes)"

msgid "Numerator"
msgstr "Numérateur"

msgid "Denominator"
msgstr "Dénominateur"

msgid "Low"
msgstr "Borne basse"

msgid "High"
msgstr "Borne haute"

msgid "Data"
msgstr "Données"

msgid "In total"
msgstr "Au total"

msgid "Definition"
msgstr "Définition"

#, python-format
msgid "As known on %(day)s: later changes do not count."
msgstr "Tel que connu le %(day)s : les changements ultérieurs ne comptent pas."

msgid "Show today's"
msgstr "Voir ceux d’aujourd’hui"

#, python-format
msgid "as known on %(day)s"
msgstr "tel que connu le %(day)s"

msgid "Chart: arrow keys choose a point, Enter opens its rows."
msgstr "Graphique : les flèches choisissent un point, Entrée ouvre ses lignes."

#, python-format
msgid "Period before: %(period)s"
msgstr "Période précédente : %(period)s"

#, python-format
msgid "Period after: %(period)s"
msgstr "Période suivante : %(period)s"

msgid "Another period, or as of a past day"
msgstr "Une autre période, ou en l’état d’un jour passé"

msgid "From – to"
msgstr "Du – au"

msgid "The last …"
msgstr "Les derniers …"

msgid "Days, weeks or months"
msgstr "Jours, semaines ou mois"

msgid "The … in which a day lies"
msgstr "La période où tombe un jour"

msgid "Day, week, month, quarter or year"
msgstr "Jour, semaine, mois, trimestre ou année"

msgid "The day"
msgstr "Le jour"

#, python-format
msgid "printed %(moment)s"
msgstr "imprimé le %(moment)s"

#, python-format
msgid "figures of %(moment)s"
msgstr "chiffres du %(moment)s"

msgid "Amounts in"
msgstr "Montants en"

msgid "Days away"
msgstr "Jours d’absence ou fériés"

msgid "results of campaigns"
msgstr "résultats de campagnes"

msgid "Results of campaigns that do not tell all of it count nowhere here."
msgstr "Les résultats de campagnes qui ne le disent pas en entier ne comptent pas ici."

msgid "Impressions"
msgstr "Affichages"

msgid "How often advertising of campaigns was shown."
msgstr "Nombre d’affichages des publicités des campagnes."

msgid "Clicks"
msgstr "Clics"

msgid "Clicks on advertising of campaigns."
msgstr "Clics sur les publicités des campagnes."

msgid "Leads of campaigns"
msgstr "Contacts obtenus par les campagnes"

msgid "Leads that advertising platforms count for campaigns; who they are is not told."
msgstr "Contacts que les régies publicitaires attribuent aux campagnes ; elles ne disent pas de qui il s’agit."

msgid "Orders of campaigns"
msgstr "Commandes obtenues par les campagnes"

msgid "Orders that advertising platforms count for campaigns; the sales are recorded apart."
msgstr "Commandes que les régies publicitaires attribuent aux campagnes ; les ventes sont enregistrées à part."

msgid "Click rate"
msgstr "Taux de clic"

msgid "Clicks ÷ impressions, of the results of campaigns that tell both."
msgstr "Clics ÷ affichages, pour les résultats de campagnes qui donnent les deux."

msgid "Leads per click"
msgstr "Contacts par clic"

msgid "Leads of campaigns ÷ clicks, of the results that tell both."
msgstr "Contacts obtenus par les campagnes ÷ clics, pour les résultats qui donnent les deux."

msgid "Orders per lead"
msgstr "Commandes par contact"

msgid "Orders of campaigns ÷ leads, of the results that tell both."
msgstr "Commandes obtenues par les campagnes ÷ contacts, pour les résultats qui donnent les deux."

msgid "Cost per click"
msgstr "Coût par clic"

msgid "The expenses of campaigns whose clicks are recorded ÷ those clicks."
msgstr "Dépenses des campagnes dont les clics sont enregistrés ÷ ces clics."

msgid "Cost per lead"
msgstr "Coût par contact"

msgid "The expenses of campaigns whose leads are recorded ÷ those leads."
msgstr "Dépenses des campagnes dont les contacts sont enregistrés ÷ ces contacts."

msgid "Cost per order"
msgstr "Coût par commande"

msgid "The expenses of campaigns whose orders are recorded ÷ those orders."
msgstr "Dépenses des campagnes dont les commandes sont enregistrées ÷ ces commandes."

msgid "Advertising"
msgstr "Publicité"

msgid "by the day it was measured"
msgstr "par jour de mesure"

msgid "Leads"
msgstr "Contacts"

msgid "Orders"
msgstr "Commandes"

msgid "impressions"
msgstr "affichages"

msgid "clicks"
msgstr "clics"

msgid "leads"
msgstr "contacts"

msgid "orders"
msgstr "commandes"

msgid "campaign result"
msgstr "résultat de campagne"

msgid "campaign results"
msgstr "résultats de campagnes"

msgid "This row counts nothing: map one of impressions, clicks, leads or orders."
msgstr "Cette ligne ne compte rien : associez au moins une colonne aux affichages, clics, contacts ou commandes (impressions, clicks, leads, orders)."

msgid "This is a count: it is not negative."
msgstr "C’est un nombre d’éléments : il ne peut pas être négatif."

#, python-format
msgid "%(days)s days each"
msgstr "%(days)s jours chacune"

msgid "All reps as CSV"
msgstr "Tous les représentants en CSV"

msgid "All reps as XLSX"
msgstr "Tous les représentants en XLSX"

msgid "This table as CSV"
msgstr "Ce tableau en CSV"

msgid "This table as XLSX"
msgstr "Ce tableau en XLSX"

msgid "by the day it happened"
msgstr "par jour de l’événement"

#, python-format
msgid "%(count)s row is as before."
msgid_plural "%(count)s rows are as before."
msgstr[0] "%(count)s ligne est comme avant."
msgstr[1] "%(count)s lignes sont comme avant."

#, python-format
msgid "%(count)s row is changed."
msgid_plural "%(count)s rows are changed."
msgstr[0] "%(count)s ligne est modifiée."
msgstr[1] "%(count)s lignes sont modifiées."

#, python-format
msgid "%(count)s row is deleted."
msgid_plural "%(count)s rows are deleted."
msgstr[0] "%(count)s ligne est supprimée."
msgstr[1] "%(count)s lignes sont supprimées."

#, python-format
msgid "%(count)s was changed since, and stays as it is."
msgid_plural "%(count)s were changed since, and stay as they are."
msgstr[0] "%(count)s a changé depuis et reste telle quelle."
msgstr[1] "%(count)s ont changé depuis et restent telles quelles."

#, python-format
msgid "%(total)s rows are too many at once: narrow the list to at most %(most)s by its filters."
msgstr "%(total)s lignes à la fois, c’est trop : réduisez la liste à %(most)s au plus avec les filtres."

#, python-format
msgid "%(what)s: change %(shown)s row"
msgid_plural "%(what)s: change %(shown)s rows"
msgstr[0] "%(what)s : modifier %(shown)s ligne"
msgstr[1] "%(what)s : modifier %(shown)s lignes"

msgid "Activities, sales, files or answers hang on them: mark them as lost instead."
msgstr "Des activités, des ventes, des fichiers ou des réponses y sont rattachés : marquez-les plutôt comme perdues."

msgid "All rows of the list"
msgstr "Toutes les lignes de la liste"

msgid "All rows of this page"
msgstr "Toutes les lignes de cette page"

msgid "Beginning"
msgstr "Début"

msgid "Bulk changes"
msgstr "Modifications groupées"

msgctxt "verb"
msgid "Change"
msgstr "Modifier"

#, python-format
msgid "Change %(shown)s row"
msgid_plural "Change %(shown)s rows"
msgstr[0] "Modifier %(shown)s ligne"
msgstr[1] "Modifier %(shown)s lignes"

msgid "Change several rows"
msgstr "Modifier plusieurs lignes"

#, python-format
msgid "Choose %(name)s"
msgstr "Choisir %(name)s"

msgid "Choose what to change, and in which rows."
msgstr "Choisissez ce qui doit changer, et dans quelles lignes."

msgid "Contacts, opportunities, activities, sales or answers hang on them: merge them instead."
msgstr "Des contacts, des opportunités, des activités, des ventes ou des réponses y sont rattachés : fusionnez-les plutôt."

msgid "Country"
msgstr "Pays"

msgid "Created"
msgstr "Création"

#, python-format
msgid "Delete %(shown)s row"
msgid_plural "Delete %(shown)s rows"
msgstr[0] "Supprimer %(shown)s ligne"
msgstr[1] "Supprimer %(shown)s lignes"

msgid "Deleted"
msgstr "Suppression"

msgid "Employees"
msgstr "Effectif"

#, python-format
msgid "Further to the back: %(name)s"
msgstr "Reculer : %(name)s"

#, python-format
msgid "Further to the front: %(name)s"
msgstr "Avancer : %(name)s"

msgid "It happens at once or not at all, is written to the history, and can be taken back under “Bulk changes”."
msgstr "Tout se fait d’un coup ou pas du tout, s’inscrit dans l’historique et peut être annulé sous « Modifications groupées »."

msgid "It was taken back already."
msgstr "Cette modification est déjà annulée."

msgid "Last activity"
msgstr "Dernière activité"

msgctxt "customer"
msgid "Lost on"
msgstr "Perdu le"

msgid "No bulk change yet"
msgstr "Pas encore de modification groupée"

msgid "No row was chosen: tick some, or take all rows."
msgstr "Aucune ligne n’est choisie : cochez-en, ou prenez toutes les lignes."

msgid "Nothing is changed before you have seen how many rows it concerns."
msgstr "Rien ne change avant que vous ayez vu combien de lignes sont concernées."

msgid "Only managers and administrators may give records to another owner. Ask yours."
msgstr "Seuls les managers et les administrateurs peuvent confier des fiches à un autre responsable. Demandez au vôtre."

msgid "Only their owner, the owner's manager or an administrator may delete them. Ask one of them."
msgstr "Seuls leur responsable, le manager de celui-ci ou un administrateur peuvent les supprimer. Demandez à l’un d’eux."

msgid "Opportunities, activities, sales or answers hang on them: merge them instead."
msgstr "Des opportunités, des activités, des ventes ou des réponses y sont rattachées : fusionnez-les plutôt."

msgid "Parent account"
msgstr "Compte parent"

msgid "Probability (%)"
msgstr "Probabilité (%)"

msgid "Show these columns"
msgstr "Afficher ces colonnes"

msgid "Show what changes"
msgstr "Montrer ce qui change"

#, python-format
msgid "The last %(most)s changes of several rows at once. Taking one back leaves alone what was changed since."
msgstr "Les %(most)s dernières modifications de plusieurs lignes à la fois. Annuler ne touche pas à ce qui a changé depuis."

msgid "The rows have changed meanwhile: look at the numbers again, then confirm."
msgstr "Les lignes ont changé entre-temps : regardez à nouveau les nombres, puis confirmez."

msgid "The ticked rows"
msgstr "Les lignes cochées"

msgid "The usual columns"
msgstr "Les colonnes habituelles"

msgid "They are closed, and figures count them: reopen one first if it was a mistake."
msgstr "Elles sont closes et comptent dans les indicateurs : rouvrez d’abord celle qui serait une erreur."

msgid "They are closed, and keep the campaign that they were earned in."
msgstr "Elles sont closes et gardent la campagne dont elles sont issues."

msgid "They are closed, and stay with whoever earned them: history does not move."
msgstr "Elles sont closes et restent à qui les a menées : l’historique ne bouge pas."

msgid "They are closed: reopen them one by one, then move them."
msgstr "Elles sont closes : rouvrez-les une à une, puis déplacez-les."

msgid "They have this value already."
msgstr "Elles ont déjà cette valeur."

#, python-format
msgid "Undo: %(what)s"
msgstr "Annuler : %(what)s"

msgid "Website"
msgstr "Site web"

msgid "Will be deleted"
msgstr "Seront supprimées"

msgid "Will change"
msgstr "Seront modifiées"

msgid "Will stay as they are"
msgstr "Resteront telles quelles"

msgid "always first"
msgstr "toujours en tête"

msgid "bulk change"
msgstr "modification groupée"

msgid "bulk changes"
msgstr "modifications groupées"

msgid "in"
msgstr "dans"

msgid "left as they are"
msgstr "laissées telles quelles"

#, python-format
msgid "left as they were: %(left)s"
msgstr "laissées telles quelles : %(left)s"

msgid "record"
msgstr "fiche"

msgid "record of a bulk change"
msgstr "fiche d’une modification groupée"

msgid "records"
msgstr "fiches"

msgid "records of a bulk change"
msgstr "fiches d’une modification groupée"

msgid "taken back at"
msgstr "annulé le"

#, python-format
msgid "taken back on %(when)s"
msgstr "annulée le %(when)s"

msgid "what was changed"
msgstr "ce qui a changé"

#, python-format
msgid "%(measures)s cannot be narrowed by “%(dimension)s”: take out the one or the other."
msgstr "%(measures)s ne peut pas être filtré par « %(dimension)s » : retirez l’un ou l’autre."

#, python-format
msgid "A dashboard has at most %(most)s panels: make a second one."
msgstr "Un tableau de bord compte au plus %(most)s panneaux : créez-en un second."

#, python-format
msgid "A formula has at most %(most)s characters: shorten it."
msgstr "Une formule compte au plus %(most)s caractères : raccourcissez-la."

msgid "A formula over measures, with filters; they then behave as any other KPI."
msgstr "Une formule sur des mesures, avec des filtres ; ils se comportent ensuite comme tout autre indicateur."

msgid "A quarter"
msgstr "Un quart"

msgid "Activities done"
msgstr "Activités réalisées"

msgid "Activities of high value"
msgstr "Activités à forte valeur"

msgid "Add a panel"
msgstr "Ajouter un panneau"

msgid "Add panel"
msgstr "Ajouter un panneau"

msgid "All of them"
msgstr "Tous"

msgid "All together"
msgstr "Ensemble"

msgid "Amount of opportunities opened"
msgstr "Montant des opportunités ouvertes dans la période"

msgid "Amount won or lost"
msgstr "Montant gagné ou perdu"

msgid "Arrange"
msgstr "Disposer"

msgid "Arranged by you or shared with you; each shows the figures that you may see."
msgstr "Disposés par vous ou partagés avec vous ; chacun montre les chiffres que vous pouvez voir."

msgid "As the page"
msgstr "Comme la page"

#, python-format
msgid "At %(at)s it is divided by nothing: it would never have a value."
msgstr "En position %(at)s, on divise par zéro : il n’y aurait jamais de valeur."

#, python-format
msgid "At %(at)s it is nested too deeply: %(most)s levels are enough."
msgstr "En position %(at)s, l’imbrication est trop profonde : %(most)s niveaux suffisent."

msgid "Begin here"
msgstr "Commencer ici"

msgid "Changed"
msgstr "Modifié"

msgid "Check the formula"
msgstr "Vérifier la formule"

#, python-format
msgid "Choose at most %(most)s KPIs."
msgstr "Choisissez au plus %(most)s indicateurs."

msgid "Cohorts"
msgstr "Cohortes"

msgid "Copy"
msgstr "Copier"

#, python-format
msgid "Copy of %(name)s"
msgstr "Copie de %(name)s"

msgid "Days from opening to closing"
msgstr "Jours de l’ouverture à la clôture"

msgid "Days from opening to winning"
msgstr "Jours de l’ouverture au gain"

msgid "Delete this KPI"
msgstr "Supprimer cet indicateur"

msgid "Delete this dashboard"
msgstr "Supprimer ce tableau de bord"

msgid "Find a measure"
msgstr "Chercher une mesure"

msgid "Formula"
msgstr "Formule"

msgid "Full width"
msgstr "Toute la largeur"

msgid "Half"
msgstr "La moitié"

msgid "Hours"
msgstr "Heures"

msgid "Hours of activities"
msgstr "Heures d’activités"

msgid "Hours of high-value activities"
msgstr "Heures d’activités à forte valeur"

msgid "In addresses, exports and on the command line; it cannot be changed later."
msgstr "Dans les adresses, les exports et la ligne de commande ; il ne pourra plus être modifié."

#, python-format
msgid "Insert %(name)s"
msgstr "Insérer %(name)s"

msgid "It goes for everyone. It is refused while objectives or open actions name it."
msgstr "Il disparaît pour tous. C’est refusé tant que des objectifs ou des actions en cours le citent."

msgid "Items sold"
msgstr "Articles vendus"

msgid "KPI of the company's own"
msgstr "indicateur propre à l’entreprise"

msgid "KPI tile"
msgstr "Tuile d’indicateur"

msgid "KPIs"
msgstr "Indicateurs"

msgid "KPIs of the company's own"
msgstr "Indicateurs propres à l’entreprise"

msgid "KPIs of your own"
msgstr "Vos propres indicateurs"

msgid "Known by"
msgstr "Connu par"

msgid "Less is better"
msgstr "Moins, c’est mieux"

msgid "Measures"
msgstr "Mesures"

msgid "Minutes of activities"
msgstr "Minutes d’activités"

msgid "Money"
msgstr "Montant"

msgid "More is better"
msgstr "Plus, c’est mieux"

#, python-format
msgid "Move %(name)s down"
msgstr "Descendre %(name)s"

#, python-format
msgid "Move %(name)s up"
msgstr "Monter %(name)s"

msgid "My dashboards"
msgstr "Mes tableaux de bord"

msgid "Name at least one measure."
msgstr "Nommez au moins une mesure."

msgid "Names of measures, numbers, + − × ÷ and parentheses: won_amount / activity_hours"
msgstr "Noms de mesures, nombres, + − × ÷ et parenthèses : won_amount / activity_hours"

msgid "New KPI"
msgstr "Nouvel indicateur"

msgid "New dashboard"
msgstr "Nouveau tableau de bord"

msgid "New panel"
msgstr "Nouveau panneau"

msgid "New prospects"
msgstr "Nouveaux prospects"

msgid "No KPI of your own yet"
msgstr "Aucun indicateur propre pour l’instant"

msgid "No dashboard yet"
msgstr "Aucun tableau de bord pour l’instant"

msgid "No longer begin here"
msgstr "Ne plus commencer ici"

msgid "No panel yet"
msgstr "Aucun panneau pour l’instant"

msgid "No panel yet: add one above."
msgstr "Aucun panneau pour l’instant : ajoutez-en un ci-dessus."

msgid "Number"
msgstr "Nombre"

#, python-format
msgid "Objectives (%(objectives)s) and open actions (%(actions)s) that name it stay and show no figure."
msgstr "Les objectifs (%(objectives)s) et les actions en cours (%(actions)s) qui le citent restent, sans valeur."

msgid "Of the company's own"
msgstr "Propres à l’entreprise"

msgid "Only for"
msgstr "Seulement pour"

msgid "Only the first 200 by name can be chosen here."
msgstr "Seuls les 200 premiers par ordre alphabétique peuvent être choisis ici."

msgid "Open opportunities on the day"
msgstr "Opportunités en cours ce jour-là"

# | msgid "Open pipeline"
msgid "Open pipeline on the day"
msgstr "Portefeuille en cours ce jour-là"

msgid "Opportunities lost"
msgstr "Opportunités perdues"

msgid "Opportunities opened"
msgstr "Opportunités ouvertes dans la période"

msgid "Opportunities opened and won by now"
msgstr "Opportunités ouvertes dans la période et gagnées depuis"

msgid "Opportunities won"
msgstr "Opportunités gagnées"

msgid "Opportunities won or lost"
msgstr "Opportunités gagnées ou perdues"

msgid "Panels in their order"
msgstr "Panneaux dans leur ordre"

msgid "Percentage"
msgstr "Pourcentage"

msgid "Prospects that became customers"
msgstr "Prospects devenus clients"

msgid "Put the figures that you look at each morning on one page: tiles, trends, rankings, tables, notes."
msgstr "Réunissez sur une page les chiffres que vous regardez chaque matin : tuiles, tendances, classements, tableaux, notes."

msgid "Ranking"
msgstr "Classement"

msgid "Ratio"
msgstr "Ratio"

#, python-format
msgid "Remove %(name)s"
msgstr "Retirer %(name)s"

msgid "Revenue of known cost"
msgstr "Chiffre d’affaires dont le coût est connu"

#, python-format
msgid "Rows: %(measure)s"
msgstr "Lignes : %(measure)s"

msgid "Sales of several product categories"
msgstr "Ventes de plusieurs catégories de produits"

msgid "Sales whose lines are known"
msgstr "Ventes dont les lignes sont connues"

msgid "Sales without refunds, amount"
msgstr "Montant des ventes, hors remboursements"

msgid "Table"
msgstr "Tableau"

msgid "Take out of use"
msgstr "Ne plus utiliser"

msgid "The dashboard goes for everyone it is shared with, the figures stay."
msgstr "Le tableau de bord disparaît pour tous ceux avec qui il est partagé, les chiffres restent."

msgid "The dashboard goes, the figures stay."
msgstr "Le tableau de bord disparaît, les chiffres restent."

msgid "The filters of the page narrow further."
msgstr "Les filtres de la page restreignent davantage."

#, python-format
msgid "The first %(shown)s of %(size)s."
msgstr "Les %(shown)s premiers sur %(size)s."

msgid "The formula ends too early: a name, a number or “(” is missing."
msgstr "La formule s’arrête trop tôt : il manque un nom, un nombre ou « ( »."

#, python-format
msgid "The number at %(at)s is too long: %(most)s digits are enough."
msgstr "Le nombre en position %(at)s est trop long : %(most)s chiffres suffisent."

#, python-format
msgid "The parenthesis opened at %(at)s is never closed: add “)”."
msgstr "La parenthèse ouverte en position %(at)s n’est jamais fermée : ajoutez « ) »."

#, python-format
msgid "There is no figure “%(name)s” any more."
msgstr "Le chiffre « %(name)s » n’existe plus."

#, python-format
msgid "There is no filter “%(name)s” any more."
msgstr "Le filtre « %(name)s » n’existe plus."

msgid "Trend"
msgstr "Tendance"

#, python-format
msgid "Unknown name “%(name)s” at %(at)s: choose one from the list of measures."
msgstr "Nom inconnu « %(name)s » en position %(at)s : choisissez-en un dans la liste des mesures."

#, python-format
msgid "Unknown name “%(name)s” at %(at)s: did you mean “%(near)s”?"
msgstr "Nom inconnu « %(name)s » en position %(at)s : vouliez-vous dire « %(near)s » ?"

msgid "Up to six; the rows are in the order of the first. Hold Ctrl to choose several."
msgstr "Six au plus ; les lignes suivent l’ordre du premier. Maintenez Ctrl pour en choisir plusieurs."

msgid "What the formula gives for this and the last quarter appears here while you type."
msgstr "Ce que donne la formule pour ce trimestre et le précédent apparaît ici pendant que vous tapez."

msgid "What your company watches and no figure of the catalogue says: amount won per hour of activity, won deals of one channel per rep …"
msgstr "Ce que votre entreprise surveille et qu’aucun chiffre du catalogue ne dit : montant gagné par heure d’activité, affaires gagnées d’un canal par représentant…"

msgid "Whoever opens it sees the figures of what they may see, not yours."
msgstr "Qui l’ouvre voit les chiffres de ce qu’il peut voir, pas les vôtres."

msgid "Without a choice everything counts. A filter must be known to every measure of the formula."
msgstr "Sans choix, tout compte. Chaque mesure de la formule doit connaître le filtre."

msgid "Without one the KPI's name is shown."
msgstr "Sans titre, le nom de l’indicateur s’affiche."

msgid "Write “own_” and small letters, digits and underscores: own_amount_per_hour."
msgstr "Écrivez « own_ » suivi de minuscules, de chiffres et de tirets bas : own_amount_per_hour."

msgid "You begin here"
msgstr "Vous commencez ici"

msgid "You begin where your role begins."
msgstr "Vous commencez là où commence votre rôle."

# | msgid "There is no figure “%(name)s”."
#, python-format
msgid "You begin with “%(name)s”."
msgstr "Vous commencez par « %(name)s »."

msgid "Yours"
msgstr "À vous"

msgid "a name, a number or “(”"
msgstr "un nom, un nombre ou « ( »"

msgid "an operator (+ − × ÷) or the end"
msgstr "un opérateur (+ − × ÷) ou la fin"

msgid "an operator (+ − × ÷) or “)”"
msgstr "un opérateur (+ − × ÷) ou « ) »"

msgid "broken down by"
msgstr "ventilé par"

msgid "cannot be asked"
msgstr "ne peut être calculé"

msgid "changed at"
msgstr "modifié le"

msgid "changed by"
msgstr "modifié par"

msgid "dashboard"
msgstr "tableau de bord"

msgid "definition in English"
msgstr "définition en anglais"

msgid "definition in French"
msgstr "définition en français"

msgid "filters"
msgstr "filtres"

msgid "formula"
msgstr "formule"

msgid "home dashboard"
msgstr "tableau de bord d’accueil"

msgid "home dashboards"
msgstr "tableaux de bord d’accueil"

msgid "in use"
msgstr "utilisé"

msgid "label in English"
msgstr "libellé en anglais"

msgid "label in French"
msgstr "libellé en français"

msgid "made by"
msgstr "créé par"

msgid "name in addresses"
msgstr "nom dans les adresses"

msgid "out of use"
msgstr "inutilisé"

msgid "own dashboard"
msgstr "tableau de bord personnel"

msgid "own dashboards"
msgstr "tableaux de bord personnels"

msgid "panel"
msgstr "panneau"

msgid "panels"
msgstr "panneaux"

msgid "place"
msgstr "place"

msgid "time"
msgstr "temps"

msgid "title"
msgstr "titre"

msgid "unit"
msgstr "unité"

msgid "width"
msgstr "largeur"

#, python-format
msgid "“%(metric)s” is not known by %(dimension)s."
msgstr "« %(metric)s » n’est pas connu par %(dimension)s."

# | msgid "“%(name)s” is removed."
#, python-format
msgid "“%(name)s” is defined."
msgstr "« %(name)s » est défini."

# | msgid "“%(name)s” is removed."
#, python-format
msgid "“%(name)s” is made."
msgstr "« %(name)s » est créé."

#, python-format
msgid "“%(name)s” is moved."
msgstr "« %(name)s » est déplacé."

#, python-format
msgid "“%(name)s” is not deleted: objectives (%(objectives)s) and open actions (%(actions)s) name it. Take it out of use instead."
msgstr "« %(name)s » n’est pas supprimé : des objectifs (%(objectives)s) et des actions en cours (%(actions)s) le citent. Cessez plutôt de l’utiliser."

# | msgid "“%(name)s” is removed."
#, python-format
msgid "“%(name)s” is out of use."
msgstr "« %(name)s » n’est plus utilisé."

#, python-format
msgid "“%(text)s” at %(at)s has no meaning here: use names, numbers, + − × ÷ and parentheses."
msgstr "« %(text)s » en position %(at)s n’a pas de sens ici : employez des noms, des nombres, + − × ÷ et des parenthèses."

#, python-format
msgid "“%(text)s” at %(at)s is not expected here: %(wanted)s would be right."
msgstr "« %(text)s » en position %(at)s n’est pas attendu ici : %(wanted)s conviendrait."

msgid "(Margin − cost of selling) ÷ cost of selling. Goods whose cost is not known count as margin whole."
msgstr "(Marge − coût de la vente) ÷ coût de la vente. Les biens au coût inconnu comptent entièrement comme marge."

msgid "100 × (promoters, who gave 9 or 10, − detractors, who gave 0 to 6) ÷ answers, from −100 to 100."
msgstr "100 × (promoteurs, qui ont donné 9 ou 10, − détracteurs, qui ont donné de 0 à 6) ÷ réponses, de −100 à 100."

msgid "Activities done ÷ opportunities won in the period."
msgstr "Activités faites ÷ opportunités gagnées dans la période."

msgid "Activities of reps whose hourly cost is not known cost nothing here."
msgstr "Les activités des commerciaux dont le coût horaire est inconnu ne coûtent rien ici."

msgid "Activities per win"
msgstr "Activités par affaire gagnée"

msgid "Activities that were cancelled are neither done nor missed."
msgstr "Les activités annulées ne sont ni faites ni manquées."

msgid "Amount × probability of the stage, of open opportunities, by the date on which they are expected to close."
msgstr "Montant × probabilité de l’étape, pour les opportunités ouvertes, par date de clôture prévue."

msgid "Answers of 4 or 5 ÷ all answers on the scale from 1 to 5 (CSAT)."
msgstr "Réponses de 4 ou 5 ÷ toutes les réponses sur l’échelle de 1 à 5 (CSAT)."

msgid "Answers without a score say nothing here."
msgstr "Les réponses sans note ne disent rien ici."

msgid "Campaign lift"
msgstr "Effet de la campagne"

msgid "Campaigns without a first day have no days before them."
msgstr "Les campagnes sans premier jour n’ont pas de jours avant elles."

msgid "Cost of selling"
msgstr "Coût de la vente"

msgid "Cost of time"
msgstr "Coût du temps"

msgid "Coverage"
msgstr "Couverture de l’objectif"

msgid "Customer acquisition cost"
msgstr "Coût d’acquisition d’un client"

msgid "Detractors"
msgstr "Détracteurs"

msgid "Detractors (scores of 0 to 6 out of 10) whose follow-up was not done by the as-of date, by date of answer."
msgstr "Détracteurs (notes de 0 à 6 sur 10) dont le suivi n’était pas fait à la date d’observation, par date de réponse."

msgid "Ease for customers"
msgstr "Facilité pour les clients"

msgid "Expected pipeline"
msgstr "Pipeline attendu"

msgid "Expenses"
msgstr "Dépenses"

msgid "Expenses, and the time of activities at their owner's present hourly cost, by date."
msgstr "Dépenses, et temps des activités au coût horaire actuel de leur responsable, par date."

msgid "Follow-up rate"
msgstr "Taux de suivi"

msgid "High-value hours ÷ hours to work: working days × daily hours × working share, less holidays and absences."
msgstr "Heures à forte valeur ajoutée ÷ heures disponibles : jours ouvrés × heures par jour × temps de travail, moins jours fériés et absences."

msgid "Hours of activities done ÷ opportunities won in the period."
msgstr "Heures d’activités faites ÷ opportunités gagnées dans la période."

msgid "Hours per win"
msgstr "Heures par affaire gagnée"

msgid "Invitations that were not sent lie in no period."
msgstr "Les invitations non envoyées ne sont dans aucune période."

msgid "Minutes of activities done × their owner's present hourly cost ÷ 60."
msgstr "Minutes des activités faites × coût horaire actuel de leur responsable ÷ 60."

msgid "Net promoter score"
msgstr "Score de recommandation (NPS)"

msgid "Net sales a day during the campaign in its region and channel ÷ those of the same weekdays of the 8 weeks before it, less 1."
msgstr "Ventes nettes par jour pendant la campagne, dans sa région et son canal ÷ celles des mêmes jours de la semaine des 8 semaines d’avant, moins 1."

msgid "Open complaints"
msgstr "Réclamations ouvertes"

msgid "Open opportunities without an expected closing date lie in no period."
msgstr "Les opportunités ouvertes sans date de clôture prévue ne sont dans aucune période."

msgid "Open pipeline expected to close in the period ÷ what is left of the objective."
msgstr "Pipeline ouvert attendu dans la période ÷ ce qui reste de l’objectif."

msgid "Opportunities without a planned activity ÷ those open on the as-of date, whatever the period. On a past day plans count that were recorded by then and not yet done; those cancelled since are not known."
msgstr "Opportunités sans activité planifiée ÷ opportunités ouvertes à la date d’observation, quelle que soit la période. Pour un jour passé comptent les plans saisis alors et pas encore faits ; ceux annulés depuis ne sont pas connus."

msgid "Planned activities done by their due date ÷ planned activities due, by due date."
msgstr "Activités planifiées faites à l’échéance au plus tard ÷ activités planifiées échues, par date d’échéance."

msgid "Profitability"
msgstr "Rentabilité"

msgid "Promoters"
msgstr "Promoteurs"

msgid "Response rate"
msgstr "Taux de réponse"

msgid "Return on investment"
msgstr "Rentabilité"

msgid "Return on spend"
msgstr "Rendement des dépenses"

msgid "Revenue ÷ the cost of selling."
msgstr "Chiffre d’affaires ÷ coût de la vente."

msgid "Sales and refunds"
msgstr "Ventes et remboursements"

msgid "Satisfaction"
msgstr "Satisfaction"

msgid "Satisfied customers"
msgstr "Clients satisfaits"

msgid "Selling rate"
msgstr "Taux de temps de vente"

msgid "Surveys answered by the as-of date ÷ surveys sent, by sending date."
msgstr "Enquêtes répondues à la date d’observation ÷ enquêtes envoyées, par date d’envoi."

msgid "The activity that answers the customer; the complaint is closed when it is done."
msgstr "L’activité qui répond au client ; la réclamation est close quand elle est faite."

msgid "The amount of open opportunities, by the date on which they are expected to close."
msgstr "Montant des opportunités ouvertes, par date de clôture prévue."

msgid "The cost of selling ÷ the accounts whose first sale falls in the period."
msgstr "Coût de la vente ÷ comptes dont la première vente tombe dans la période."

msgid "The mean of the answers on the scale from 1 (hard) to 7 (easy) (CES)."
msgstr "Moyenne des réponses sur l’échelle de 1 (difficile) à 7 (facile) (CES)."

msgid "The win rate of opportunities with an activity by the medium before they closed, beside those with none. An association, not a cause: promising opportunities may be worked on in other ways."
msgstr "Taux de réussite des opportunités qui ont eu une activité par ce moyen avant leur clôture, à côté de celles qui n’en ont pas eu. Une association, pas une cause : les opportunités prometteuses peuvent être travaillées autrement."

msgid "Time spent"
msgstr "Temps passé"

msgid "Value"
msgstr "Valeur"

msgid "Weighted pipeline"
msgstr "Pipeline pondéré"

msgid "Win rate by medium"
msgstr "Taux de réussite par moyen"

msgid "a day"
msgstr "par jour"

msgid "a day, expected"
msgstr "par jour, attendu"

msgid "at the rates of the last year"
msgstr "aux taux de l’année écoulée"

msgid "cases without"
msgstr "cas sans"

msgid "days before"
msgstr "jours avant"

msgid "follow-up"
msgstr "suivi"

msgid "open opportunities by the date on which they are expected to close"
msgstr "opportunités ouvertes par date de clôture prévue"

msgid "planned activities due"
msgstr "activités planifiées à échéance"

msgid "surveys sent"
msgstr "enquêtes envoyées"

msgid "without"
msgstr "sans"

msgid "without, at least"
msgstr "sans, au moins"

msgid "without, at most"
msgstr "sans, au plus"

msgid "Planned activities due"
msgstr "Activités planifiées échues"

msgid "Planned activities done in time"
msgstr "Activités planifiées faites à temps"

msgid "Carts that became sales or were abandoned"
msgstr "Paniers devenus des ventes ou abandonnés"

msgid "Carts abandoned"
msgstr "Paniers abandonnés"

msgid "Survey invitations sent"
msgstr "Invitations aux enquêtes envoyées"

msgid "Survey invitations answered"
msgstr "Invitations aux enquêtes répondues"

msgid "Answers from 0 to 10"
msgstr "Réponses de 0 à 10"

msgid "Subject"
msgstr "Objet"

msgid "Done or due from"
msgstr "Faite ou prévue à partir du"

msgid "Done or due until"
msgstr "Faite ou prévue jusqu’au"

msgid "Number or external id"
msgstr "Numéro ou identifiant externe"

msgid "Not cancelled"
msgstr "Non annulée"

msgid "Sold from"
msgstr "Vendue à partir du"

msgid "Sold until"
msgstr "Vendue jusqu’au"

msgid "Activity"
msgstr "Activité"

msgid "Refund of"
msgstr "Remboursement de"

msgid "Items"
msgstr "Articles"

msgid "Cancelled on"
msgstr "Annulée le"

msgid "All activities"
msgstr "Toutes les activités"

msgid "All sales"
msgstr "Toutes les ventes"

msgid "No activity yet"
msgstr "Aucune activité pour l’instant"

msgid "No sale yet"
msgstr "Aucune vente pour l’instant"

msgid "Winning an opportunity makes its sale; those of a shop are loaded from files."
msgstr "Gagner une opportunité crée sa vente ; celles d’une boutique se chargent depuis des fichiers."

msgid "refused surveys on"
msgstr "a refusé les enquêtes le"

msgid "agreed to surveys on"
msgstr "a accepté les enquêtes le"

msgid "how they agreed"
msgstr "comment l’accord a été donné"

msgid "A contract, a form on the site, by phone …"
msgstr "Un contrat, un formulaire du site, par téléphone …"

msgid "e-mail that does not arrive"
msgstr "adresse e-mail qui ne reçoit pas"

msgid "does not arrive since"
msgstr "ne reçoit plus depuis"

msgid "Give the date on which they agreed."
msgstr "Indiquez la date de l’accord."

msgid "version"
msgstr "version"

msgid "What the customer was shown; empty for answers from a file."
msgstr "Ce que le client a vu ; vide pour les réponses venues d’un fichier."

msgid "anonymous link"
msgstr "lien anonyme"

msgid "manager told at"
msgstr "responsable prévenu à"

msgid "manager told"
msgstr "responsable prévenu"

msgid "what was done"
msgstr "ce qui a été fait"

msgid "This version belongs to another survey."
msgstr "Cette version appartient à une autre enquête."

msgid "values"
msgstr "valeurs"

msgid "updated at"
msgstr "modifié à"

msgid "half-finished answer"
msgstr "réponse inachevée"

msgid "half-finished answers"
msgstr "réponses inachevées"

msgid "Only questions with choices have some."
msgstr "Seules les questions à choix en ont."

#, python-format
msgid "Give from 2 to %(most)s choices."
msgstr "Donnez de 2 à %(most)s choix."

msgid "A choice has a key and texts by language."
msgstr "Un choix a une clé et des textes par langue."

msgid "Each choice has a key of its own."
msgstr "Chaque choix a sa propre clé."

msgid "Choose the question that decides."
msgstr "Choisissez la question qui décide."

msgid "Only an earlier question can decide whether this one is shown."
msgstr "Seule une question précédente peut décider si celle-ci est posée."

msgid "Choose the answers for which it is shown."
msgstr "Choisissez les réponses pour lesquelles elle est posée."

msgid "These answers cannot be given to that question: choose again."
msgstr "Ces réponses ne peuvent pas être données à cette question : choisissez-en d’autres."

msgctxt "invitation"
msgid "Planned"
msgstr "Prévue"

msgctxt "invitation"
msgid "Being sent"
msgstr "En cours d’envoi"

msgctxt "invitation"
msgid "Sent"
msgstr "Envoyée"

msgctxt "invitation"
msgid "Opened"
msgstr "Ouverte"

msgctxt "invitation"
msgid "Answered"
msgstr "Répondue"

msgctxt "invitation"
msgid "Not delivered"
msgstr "Non remise"

msgctxt "invitation"
msgid "Refused"
msgstr "Refusée"

msgctxt "invitation"
msgid "Failed"
msgstr "Échouée"

msgctxt "invitation"
msgid "Withdrawn"
msgstr "Retirée"

msgctxt "invitation"
msgid "Expired"
msgstr "Expirée"

msgid "By e-mail"
msgstr "Par e-mail"

msgid "By a link handed over"
msgstr "Par un lien remis"

msgid "What the person is shown; empty until it is sent."
msgstr "Ce que la personne voit ; vide tant que l’invitation n’est pas envoyée."

msgid "rule"
msgstr "règle"

msgid "asks again after"
msgstr "redemande après"

msgid "The answer of an unhappy customer that was followed up before."
msgstr "La réponse d’un client mécontent qui a été suivie auparavant."

msgid "occasion"
msgstr "occasion"

msgid "delivery"
msgstr "remise"

msgid "address it goes to"
msgstr "adresse de destination"

msgid "Why it failed, was refused or was not delivered."
msgstr "Pourquoi l’envoi a échoué, a été refusé ou n’a pas été remis."

msgid "to be sent at"
msgstr "à envoyer à"

msgid "being sent since"
msgstr "en cours d’envoi depuis"

msgid "reminded at"
msgstr "relancée à"

msgid "opened at"
msgstr "ouverte à"

msgid "not delivered at"
msgstr "non remise à"

msgid "refused at"
msgstr "refusée à"

msgid "withdrawn at"
msgstr "retirée à"

msgid "QR code on a counter"
msgstr "Code QR sur un comptoir"

msgid "Tablet in a store"
msgstr "Tablette en magasin"

msgid "Link on a site"
msgstr "Lien sur un site"

msgid "Form within a site"
msgstr "Formulaire dans un site"

msgid "label"
msgstr "libellé"

msgid "created by"
msgstr "créé par"

msgid "anonymous links"
msgstr "liens anonymes"

msgid "words"
msgstr "mots"

msgid "One a line; a comment with one of them is proposed."
msgstr "Un par ligne ; un commentaire qui en contient un est proposé."

msgid "tag of comments"
msgstr "étiquette de commentaires"

msgid "tags of comments"
msgstr "étiquettes de commentaires"

msgid "why it was not sent"
msgstr "pourquoi elle n’est pas partie"

msgid "reply to an answer"
msgstr "message en retour"

msgid "replies to answers"
msgstr "messages en retour"

msgid "An opportunity is won"
msgstr "Une opportunité est gagnée"

msgid "An opportunity is lost"
msgstr "Une opportunité est perdue"

msgid "A sale is made"
msgstr "Une vente est faite"

msgid "A complaint is closed"
msgstr "Une réclamation est close"

msgid "A list of contacts"
msgstr "Une liste de contacts"

msgid "The contacts of a campaign"
msgstr "Les contacts d’une campagne"

msgid "after what"
msgstr "après quoi"

msgid "Nobody is asked about what happened before that day."
msgstr "Personne n’est interrogé sur ce qui s’est passé avant ce jour."

msgid "amount from"
msgstr "montant à partir de"

msgid "saved view of contacts"
msgstr "vue enregistrée de contacts"

msgid "days after the event"
msgstr "jours après l’événement"

msgid "nothing is sent from"
msgstr "aucun envoi à partir de"

msgid "Empty: the company's."
msgstr "Vide : ceux de l’entreprise."

msgid "share of customers (%)"
msgstr "part des clients (%)"

msgid "Drawn at random, the same customers each time."
msgstr "Tirée au sort, les mêmes clients à chaque fois."

msgid "remind after days"
msgstr "relancer après (jours)"

msgid "Empty: never."
msgstr "Vide : jamais."

msgid "rule of asking"
msgstr "règle d’envoi"

msgid "rules of asking"
msgstr "règles d’envoi"

msgid "Choose the campaign."
msgstr "Choisissez la campagne."

msgid "Choose a saved view of the list of contacts."
msgstr "Choisissez une vue enregistrée de la liste des contacts."

msgid "Give both ends of the quiet hours, or none."
msgstr "Donnez le début et la fin des heures calmes, ou ni l’un ni l’autre."

msgid "days between two surveys of a person"
msgstr "jours entre deux enquêtes pour une même personne"

msgid "Whatever the survey."
msgstr "Quelle que soit l’enquête."

msgid "days for which an invitation may be answered"
msgstr "jours pour répondre à une invitation"

msgid "e-mails per minute at most"
msgstr "e-mails par minute au maximum"

msgid "days to follow up an unhappy customer"
msgstr "jours pour rappeler un client mécontent"

msgid "From the answer to the due date."
msgstr "De la réponse à l’échéance."

msgid "days after the due date until the manager is told"
msgstr "jours après l’échéance avant de prévenir le responsable"

msgid "reps see who gave a low score"
msgstr "les commerciaux voient qui a donné une mauvaise note"

msgid "Otherwise reps see the score without the name."
msgstr "Sinon, ils voient la note sans le nom."

msgid "smallest group shown of anonymous surveys"
msgstr "plus petit groupe affiché des enquêtes anonymes"

msgid "A breakdown with fewer answers is hidden."
msgstr "Une ventilation avec moins de réponses est masquée."

msgid "days that half-finished answers are kept"
msgstr "jours de conservation des réponses inachevées"

msgid "months until answers lose names and comments"
msgstr "mois avant que les réponses perdent noms et commentaires"

msgid "Empty: never. Scores stay, so that figures do."
msgstr "Vide : jamais. Les notes restent, et les chiffres avec elles."

msgid "name of the sender"
msgstr "nom de l’expéditeur"

msgid "Empty: the company's name."
msgstr "Vide : le nom de l’entreprise."

msgid "address for replies"
msgstr "adresse de réponse"

msgid "privacy notice"
msgstr "mention sur la vie privée"

msgid "settings of surveys"
msgstr "réglages des enquêtes"

msgid "Answers name neither the person nor the account."
msgstr "Les réponses ne nomment ni la personne ni le compte."

msgid "Customers were asked already: make a copy of the survey to ask otherwise."
msgstr "Des clients ont déjà été interrogés : copiez l’enquête pour demander autrement."

#, python-brace-format
msgid "Texts are given by language, as {“en”: “…”}."
msgstr "Les textes se donnent par langue, comme {« fr » : « … »}."

msgid "A text in one of the languages is empty: write it or leave the language out."
msgstr "Un texte est vide dans une des langues : écrivez-le ou retirez la langue."

msgid "Choose at least one language, each once."
msgstr "Choisissez au moins une langue, chacune une fois."

msgid "This version was published: edit the survey, which makes the next version."
msgstr "Cette version a été publiée : modifiez l’enquête, ce qui crée la version suivante."

msgid "languages"
msgstr "langues"

msgid "default language"
msgstr "langue par défaut"

msgid "thank-you"
msgstr "remerciement"

msgid "subject of the e-mail"
msgstr "objet de l’e-mail"

msgid "text of the e-mail"
msgstr "texte de l’e-mail"

msgid "published at"
msgstr "publiée à"

msgid "published by"
msgstr "publiée par"

msgid "version of a survey"
msgstr "version d’une enquête"

msgid "versions of surveys"
msgstr "versions d’enquêtes"

msgid "Choose one of the survey’s languages."
msgstr "Choisissez une des langues de l’enquête."

msgid "Add at least one question."
msgstr "Ajoutez au moins une question."

#, python-format
msgid "Add the question that asks for the score: %(kind)s."
msgstr "Ajoutez la question qui demande la note : %(kind)s."

#, python-format
msgid "“%(question)s” lacks a text in the language “%(language)s”."
msgstr "« %(question)s » n’a pas de texte dans la langue « %(language)s »."

msgid "key"
msgstr "clé"

msgid "lowest"
msgstr "minimum"

msgid "highest"
msgstr "maximum"

msgid "what the lowest means"
msgstr "sens du minimum"

msgid "what the highest means"
msgstr "sens du maximum"

msgid "shown after"
msgstr "posée après"

msgid "shown for"
msgstr "posée pour"

msgid "Choose one of the answers shown."
msgstr "Choisissez une des réponses proposées."

msgid "Please answer this question."
msgstr "Répondez à cette question, s’il vous plaît."

msgctxt "question"
msgid "optional"
msgstr "facultatif"

msgctxt "question"
msgid "at least one"
msgstr "au moins une réponse"

#, python-format
msgid "Shown after “%(question)s”: %(answers)s"
msgstr "Posée après « %(question)s » : %(answers)s"

msgid "promoters (9–10)"
msgstr "promoteurs (9–10)"

msgid "passives (7–8)"
msgstr "passifs (7–8)"

msgid "detractors (0–6)"
msgstr "détracteurs (0–6)"

#, python-format
msgid "Languages: %(before)s → %(after)s"
msgstr "Langues : %(before)s → %(after)s"

#, python-format
msgid "Default language: %(language)s"
msgstr "Langue par défaut : %(language)s"

#, python-format
msgid "Changed: %(what)s"
msgstr "Modifié : %(what)s"

#, python-format
msgid "Added: “%(question)s”"
msgstr "Ajoutée : « %(question)s »"

#, python-format
msgid "Removed: “%(question)s”"
msgstr "Retirée : « %(question)s »"

msgid "The questions are in another order."
msgstr "Les questions sont dans un autre ordre."

#, python-format
msgid "Reworded: “%(before)s” → “%(after)s”"
msgstr "Reformulée : « %(before)s » → « %(after)s »"

#, python-format
msgid "“%(question)s”: other choices"
msgstr "« %(question)s » : d’autres choix"

#, python-format
msgid "“%(question)s”: shown after other answers"
msgstr "« %(question)s » : posée après d’autres réponses"

#, python-format
msgid "“%(question)s” must be answered"
msgstr "« %(question)s » demande une réponse"

#, python-format
msgid "“%(question)s” may be left out"
msgstr "« %(question)s » peut rester sans réponse"

#, python-format
msgid "“%(question)s”: another scale"
msgstr "« %(question)s » : une autre échelle"

#, python-format
msgid "“%(question)s”: other words at the ends of the scale"
msgstr "« %(question)s » : d’autres mots aux bouts de l’échelle"

msgid "The questions have changed meanwhile: look at them again."
msgstr "Les questions ont changé entre-temps : regardez-les à nouveau."

#, python-format
msgid "“%(question)s” is shown after an answer to “%(decides)s”: it stays behind it."
msgstr "« %(question)s » est posée après une réponse à « %(decides)s » : elle reste derrière."

#, python-format
msgid "“%(question)s” is shown after an answer to this one: change or remove it first."
msgstr "« %(question)s » est posée après une réponse à celle-ci : modifiez-la ou retirez-la d’abord."

#, python-format
msgid "%(name)s (copy)"
msgstr "%(name)s (copie)"

msgid "The lowest means"
msgstr "Le minimum veut dire"

msgid "The highest means"
msgstr "Le maximum veut dire"

msgid "Promoters (9–10)"
msgstr "Promoteurs (9–10)"

msgid "Passives (7–8)"
msgstr "Passifs (7–8)"

msgid "Detractors (0–6)"
msgstr "Détracteurs (0–6)"

msgid "Must be answered"
msgstr "Réponse obligatoire"

msgid "Shown"
msgstr "Posée"

#, python-format
msgid "Choice %(number)s"
msgstr "Choix %(number)s"

msgid "always"
msgstr "toujours"

msgid "for these answers"
msgstr "pour ces réponses"

#, python-format
msgid "after an answer to “%(question)s”"
msgstr "après une réponse à « %(question)s »"

msgid "Question"
msgstr "Question"

#, python-format
msgid "“%(question)s” is shown for an answer that is missing now: put it back, or change that first."
msgstr "« %(question)s » est posée pour une réponse qui manque maintenant : remettez-la, ou modifiez d’abord cette question."

msgid "The highest number is above the lowest."
msgstr "Le nombre le plus haut est au-dessus du plus bas."

msgid "Days between two surveys of a person"
msgstr "Jours entre deux enquêtes pour une même personne"

msgid "Days for which an invitation may be answered"
msgstr "Jours pour répondre à une invitation"

msgid "E-mails per minute at most"
msgstr "E-mails par minute au maximum"

msgid "Days to follow up an unhappy customer"
msgstr "Jours pour rappeler un client mécontent"

msgid "Days after the due date until the manager is told"
msgstr "Jours après l’échéance avant de prévenir le responsable"

msgid "Smallest group shown of anonymous surveys"
msgstr "Plus petit groupe affiché des enquêtes anonymes"

msgid "Days that half-finished answers are kept"
msgstr "Jours de conservation des réponses inachevées"

msgid "Months until answers lose names and comments"
msgstr "Mois avant que les réponses perdent noms et commentaires"

msgid "Privacy notice"
msgstr "Mention sur la vie privée"

msgid "What becomes of answers; customers read it below the questions."
msgstr "Ce que deviennent les réponses ; les clients la lisent sous les questions."

msgid "Someone else changed this survey meanwhile: compare with what is stored now, then save again."
msgstr "Quelqu’un d’autre a modifié cette enquête entre-temps : comparez avec ce qui est enregistré, puis enregistrez à nouveau."

msgid "Start from"
msgstr "Partir de"

msgid "An empty survey"
msgstr "Une enquête vide"

msgid "Score of an empty survey"
msgstr "Note d’une enquête vide"

msgid "Your own questions, with or without a score."
msgstr "Vos propres questions, avec ou sans note."

msgid "Choose the score that the survey asks for, or none."
msgstr "Choisissez la note que l’enquête demande, ou aucune."

msgid "Languages"
msgstr "Langues"

msgid "Default language"
msgstr "Langue par défaut"

msgid "Introduction"
msgstr "Introduction"

msgid "Above the first question."
msgstr "Au-dessus de la première question."

msgid "Thank-you"
msgstr "Remerciement"

msgid "After the last answer."
msgstr "Après la dernière réponse."

msgid "Subject of the e-mail"
msgstr "Objet de l’e-mail"

msgid "Text of the e-mail"
msgstr "Texte de l’e-mail"

msgid "Above the first question, which is answered with one click."
msgstr "Au-dessus de la première question, à laquelle on répond d’un clic."

#, python-format
msgid "“%(question)s” is shown for answers that cannot be given: choose again."
msgstr "« %(question)s » est posée pour des réponses impossibles : choisissez-en d’autres."

msgid "What customers are asked after a win, a loss or a purchase; answers stand beside revenue and retention."
msgstr "Ce qu’on demande aux clients après une affaire gagnée, perdue ou un achat ; les réponses se lisent à côté du chiffre d’affaires et de la fidélité."

#, python-format
msgid "%(count)s survey is live"
msgid_plural "%(count)s surveys are live"
msgstr[0] "%(count)s enquête en ligne"
msgstr[1] "%(count)s enquêtes en ligne"

msgid "no survey is live"
msgstr "aucune enquête en ligne"

msgid "After a win"
msgstr "Après une affaire gagnée"

msgid "Would they recommend you, why, and what tipped the scales."
msgstr "Vous recommanderaient-ils, pourquoi, et ce qui a fait pencher la balance."

msgid "After a loss"
msgstr "Après une affaire perdue"

msgid "Why they went elsewhere, how hard it was to deal with you, and whether to try again."
msgstr "Pourquoi ils sont allés ailleurs, s’il a été difficile de traiter avec vous, et s’il faut réessayer."

msgid "After a purchase"
msgstr "Après un achat"

msgid "How content they are with what they bought, and what to repair."
msgstr "S’ils sont contents de leur achat, et ce qu’il faut réparer."

msgid "Once a year"
msgstr "Une fois par an"

msgid "How the relation stands: recommendation, what counts, and what to improve next year."
msgstr "Où en est la relation : recommandation, ce qui compte, et quoi améliorer l’an prochain."

#, python-format
msgid "“%(question)s” is saved."
msgstr "« %(question)s » est enregistrée."

#, python-format
msgid "“%(name)s” is a draft: change what you like, then publish it."
msgstr "« %(name)s » est un brouillon : modifiez ce que vous voulez, puis publiez-le."

#, python-format
msgid "“%(name)s” is a draft with the same questions: name it."
msgstr "« %(name)s » est un brouillon avec les mêmes questions : donnez-lui un nom."

msgid "Customers were asked already: deactivate it instead."
msgstr "Des clients ont déjà été interrogés : désactivez-la plutôt."

msgid "The draft is thrown away: what is live has not changed."
msgstr "Le brouillon est jeté : ce qui est en ligne n’a pas changé."

msgid "This is the first version: delete the survey instead."
msgstr "C’est la première version : supprimez plutôt l’enquête."

msgid "There is no draft: everything is live already."
msgstr "Il n’y a pas de brouillon : tout est déjà en ligne."

#, python-format
msgid "Version %(number)s is live: customers are asked this from now on; past answers keep their meaning."
msgstr "La version %(number)s est en ligne : c’est elle que les clients voient désormais ; les réponses passées gardent leur sens."

msgid "Draft"
msgstr "Brouillon"

msgid "Nothing"
msgstr "Rien"

msgid "Preview"
msgstr "Aperçu"

msgid "As customers see it. Try it: nothing is recorded."
msgstr "Comme les clients la voient. Essayez : rien n’est enregistré."

msgid "Version"
msgstr "Version"

#, python-format
msgid "Version %(number)s"
msgstr "Version %(number)s"

msgid "On a phone"
msgstr "Sur un téléphone"

msgid "The survey on a phone"
msgstr "L’enquête sur un téléphone"

msgid "On a desktop"
msgstr "Sur un ordinateur"

msgid "The survey on a desktop"
msgstr "L’enquête sur un ordinateur"

msgid "Nothing is written yet"
msgstr "Rien n’est encore écrit"

msgid "Once more"
msgstr "Recommencer"

msgid "Send"
msgstr "Envoyer"

msgid "New question"
msgstr "Nouvelle question"

msgid "Choices"
msgstr "Choix"

msgid "A row without a word is left out."
msgstr "Une ligne sans mot est laissée de côté."

#, python-format
msgid "Move choice %(number)s up"
msgstr "Monter le choix %(number)s"

#, python-format
msgid "Move choice %(number)s down"
msgstr "Descendre le choix %(number)s"

msgid "More choices"
msgstr "Plus de choix"

msgid "Settings of surveys"
msgstr "Réglages des enquêtes"

msgid "What holds for all surveys: how often a person is asked, when, what follows a bad score, what is kept."
msgstr "Ce qui vaut pour toutes les enquêtes : à quelle fréquence et quand on interroge, la suite d’une mauvaise note, ce qui est conservé."

msgid "Anonymous"
msgstr "Anonyme"

#, python-format
msgid "%(shown)s answer"
msgid_plural "%(shown)s answers"
msgstr[0] "%(shown)s réponse"
msgstr[1] "%(shown)s réponses"

#, python-format
msgid "%(shown)s of them from files"
msgstr "dont %(shown)s de fichiers"

msgid "Go on with the draft"
msgstr "Continuer le brouillon"

msgid "Versions"
msgstr "Versions"

msgid "Live"
msgstr "En ligne"

#, python-format
msgid "version %(number)s"
msgstr "version %(number)s"

#, python-format
msgid "Published %(at)s by %(by)s"
msgstr "Publiée le %(at)s par %(by)s"

#, python-format
msgid "Published %(at)s"
msgstr "Publiée le %(at)s"

#, python-format
msgid "%(total)s question"
msgid_plural "%(total)s questions"
msgstr[0] "%(total)s question"
msgstr[1] "%(total)s questions"

msgid "It was made by loading a file of answers: edit it to ask its questions from here."
msgstr "Elle vient d’un fichier de réponses : modifiez-la pour poser ses questions d’ici."

msgid "The whole survey"
msgstr "L’enquête entière"

msgid "Deactivated, nobody is asked any more; answers and figures stay."
msgstr "Désactivée, plus personne n’est interrogé ; les réponses et les chiffres restent."

msgid "In use again, customers are asked as before."
msgstr "Remise en service, les clients sont interrogés comme avant."

msgid "Name and promises"
msgstr "Nom et promesses"

#, python-format
msgid "%(name)s: draft of version %(number)s"
msgstr "%(name)s : brouillon de la version %(number)s"

msgid "customers are asked the version before until this one is published"
msgstr "les clients voient la version précédente tant que celle-ci n’est pas publiée"

msgid "Publish"
msgstr "Publier"

msgid "Questions"
msgstr "Questions"

msgid "Questions in their order"
msgstr "Questions dans leur ordre"

msgid "must be answered"
msgstr "réponse obligatoire"

#, python-format
msgid "Text missing: %(language)s"
msgstr "Texte manquant : %(language)s"

msgid "Add a question"
msgstr "Ajouter une question"

msgid "Texts"
msgstr "Textes"

msgid "Texts and languages"
msgstr "Textes et langues"

msgid "Throw this draft away"
msgstr "Jeter ce brouillon"

msgid "What is live stays as it is."
msgstr "Ce qui est en ligne reste tel quel."

msgid "Throw away"
msgstr "Jeter"

msgid "New survey"
msgstr "Nouvelle enquête"

msgid "It begins as a draft: nobody is asked before it is published."
msgstr "Elle commence en brouillon : personne n’est interrogé avant qu’elle soit publiée."

msgid "Write the draft"
msgstr "Écrire le brouillon"

msgid "What customers are asked. A published version never changes: editing makes the next one, and past answers keep their meaning."
msgstr "Ce qu’on demande aux clients. Une version publiée ne change jamais : la modifier crée la suivante, et les réponses passées gardent leur sens."

msgid "Answers"
msgstr "Réponses"

msgid "Latest answer"
msgstr "Dernière réponse"

#, python-format
msgid "Version %(number)s is live"
msgstr "Version %(number)s en ligne"

msgid "Answers from files only"
msgstr "Réponses de fichiers seulement"

msgid "No survey yet"
msgstr "Aucune enquête pour l’instant"

msgid "Start from one that is written: after a win, after a loss, after a purchase, once a year."
msgstr "Partez d’une enquête déjà écrite : après une affaire gagnée, perdue, un achat, ou une fois par an."

msgid "Surveys are sent in it."
msgstr "Les enquêtes sont envoyées dans cette langue."

msgid "Agreed to surveys on"
msgstr "A accepté les enquêtes le"

msgid "They cannot have agreed on a day to come: give the date on which they did."
msgstr "L’accord ne peut pas dater d’un jour à venir : donnez la date où il a été donné."

#, python-format
msgid "Does not arrive since %(day)s: correct it"
msgstr "Ne reçoit plus depuis le %(day)s : corrigez-la"

#, python-format
msgid "Refuses surveys since %(day)s"
msgstr "Refuse les enquêtes depuis le %(day)s"

#, python-format
msgid "Agreed on %(day)s"
msgstr "Accord donné le %(day)s"

msgctxt "KPI"
msgid "None"
msgstr "Aucun"

msgid "There is no type of activity yet."
msgstr "Il n’y a pas encore de type d’activité."

msgid "There is no type of activity yet: an administrator adds them in the settings."
msgstr "Il n’y a pas encore de type d’activité : un administrateur les ajoute dans les réglages."

msgid "No pipeline has a first stage yet: an administrator adds a pipeline and its stages in the settings."
msgstr "Aucun pipeline n’a encore de première étape : un administrateur ajoute un pipeline et ses étapes dans les réglages."

msgid "Days after the event"
msgstr "Jours après l’événement"

msgid "Share of customers (%)"
msgstr "Part des clients (%)"

msgid "Remind after days"
msgstr "Relancer après (jours)"

msgid "Amount from"
msgstr "Montant à partir de"

msgid "For a list of contacts: everybody on it, also who comes onto it later."
msgstr "Pour une liste de contacts : tous ceux qui y figurent, y compris ceux qui s’y ajouteront."

msgid "For the contacts of a campaign; after other events only what the campaign brought."
msgstr "Pour les contacts d’une campagne ; après d’autres événements, seulement ce que la campagne a apporté."

#, python-format
msgid "%(address)s: %(contacts)s contacts, %(invitations)s invitations."
msgstr "%(address)s : %(contacts)s contacts, %(invitations)s invitations."

msgid "Another run is under way."
msgstr "Un autre passage est en cours."

msgctxt "invitation"
msgid "Perhaps sent"
msgstr "Peut-être envoyée"

msgid "failed attempts"
msgstr "essais échoués"

msgctxt "run"
msgid "Under way"
msgstr "En cours"

msgctxt "run"
msgid "Done"
msgstr "Terminé"

msgctxt "run"
msgid "Failed"
msgstr "Échoué"

msgctxt "run"
msgid "Cut off"
msgstr "Interrompu"

msgid "started at"
msgstr "commencé à"

msgid "last sign of life"
msgstr "dernier signe de vie"

msgid "finished at"
msgstr "terminé à"

msgid "planned"
msgstr "prévues"

msgid "sent"
msgstr "envoyées"

msgid "reminded"
msgstr "relancées"

msgid "not delivered"
msgstr "non remises"

msgid "postponed"
msgstr "reportées"

msgid "failed"
msgstr "échouées"

msgid "perhaps sent"
msgstr "peut-être envoyées"

msgid "withdrawn"
msgstr "retirées"

msgid "expired"
msgstr "expirées"

msgid "run of sending"
msgstr "passage d’envoi"

msgid "runs of sending"
msgstr "passages d’envoi"

msgid "The survey is not in use."
msgstr "L’enquête n’est pas en service."

msgid "They refuse surveys."
msgstr "Cette personne refuse les enquêtes."

msgid "E-mails to their address do not arrive."
msgstr "Les e-mails n’arrivent pas à son adresse."

msgid "What it asks about was taken back."
msgstr "Ce sur quoi elle portait a été annulé."

msgid "Sending was cut off: the mail server’s log tells whether it took it."
msgstr "L’envoi a été interrompu : le journal du serveur de messagerie dit s’il l’a accepté."

msgid "Set JAUGE_ADDRESS to the address at which customers reach Jauge, as https://crm.example.com."
msgstr "Indiquez dans JAUGE_ADDRESS l’adresse à laquelle les clients atteignent Jauge, par exemple https://crm.example.com."

#, python-format
msgid "%(company)s: what do you think of us?"
msgstr "%(company)s : que pensez-vous de nous ?"

#, python-format
msgid "Reminder: %(subject)s"
msgstr "Rappel : %(subject)s"

msgid "Nobody to write to: no contact is named"
msgstr "Personne à qui écrire : aucun contact n’est indiqué"

msgid "The contact has no e-mail address"
msgstr "Le contact n’a pas d’adresse e-mail"

msgid "They refuse surveys"
msgstr "Ils refusent les enquêtes"

msgid "E-mails to their address do not arrive"
msgstr "Les e-mails n’arrivent pas à leur adresse"

msgid "They were asked about it already"
msgstr "Ils ont déjà été interrogés à ce sujet"

msgid "Not drawn into the share of customers"
msgstr "Non tirés au sort dans la part des clients"

msgid "They were asked something not long ago"
msgstr "Ils ont été interrogés il y a peu"

msgid "Would be asked now"
msgstr "Seraient interrogés maintenant"

msgid "The rule is not active yet: look at whom it would ask, then activate it."
msgstr "La règle n’est pas encore active : voyez qui elle interrogerait, puis activez-la."

msgid "Publish the survey first: there is nothing to ask yet."
msgstr "Publiez d’abord l’enquête : il n’y a encore rien à demander."

msgid "The rule is active."
msgstr "La règle est active."

msgid "The rule was deactivated."
msgstr "La règle a été désactivée."

#, python-format
msgid "The rule is not active any more; %(count)s planned invitation was withdrawn."
msgid_plural "The rule is not active any more; %(count)s planned invitations were withdrawn."
msgstr[0] "La règle n’est plus active ; %(count)s invitation prévue a été retirée."
msgstr[1] "La règle n’est plus active ; %(count)s invitations prévues ont été retirées."

#, python-format
msgid "%(count)s invitation is planned; it is sent as soon as the hours allow."
msgid_plural "%(count)s invitations are planned; they are sent as soon as the hours allow."
msgstr[0] "%(count)s invitation est prévue ; elle part dès que les heures le permettent."
msgstr[1] "%(count)s invitations sont prévues ; elles partent dès que les heures le permettent."

msgid "What is due is being sent."
msgstr "Ce qui est à envoyer part maintenant."

msgid "That is settled already."
msgstr "C’est déjà réglé."

msgid "Noted as sent."
msgstr "Notée comme envoyée."

msgid "It is sent again."
msgstr "Elle est envoyée de nouveau."

#, python-format
msgid "The first %(shown)s of %(all)s."
msgstr "Les %(shown)s premiers sur %(all)s."

msgid "When and whom to ask"
msgstr "Quand et qui interroger"

msgid "Nobody at the moment."
msgstr "Personne pour l’instant."

msgid "Not asked, and why"
msgstr "Non interrogés, et pourquoi"

msgid "Hello,"
msgstr "Bonjour,"

msgid "We asked you some days ago; perhaps you have a moment now."
msgstr "Nous vous avons interrogé il y a quelques jours ; peut-être avez-vous un moment aujourd’hui."

#, python-format
msgid "%(score)s out of %(highest)s"
msgstr "%(score)s sur %(highest)s"

msgid "A click opens the survey with your choice; you confirm it there."
msgstr "Un clic ouvre l’enquête avec votre choix, que vous y confirmez."

msgid "Answer the survey"
msgstr "Répondre à l’enquête"

#, python-format
msgid "The link works for %(days)s day."
msgid_plural "The link works for %(days)s days."
msgstr[0] "Le lien est valable %(days)s jour."
msgstr[1] "Le lien est valable %(days)s jours."

msgid "No more surveys from us"
msgstr "Ne plus recevoir nos enquêtes"

msgid "Answer here:"
msgstr "Répondez ici :"

msgid "No more surveys from us:"
msgstr "Ne plus recevoir nos enquêtes :"

msgid "Active"
msgstr "Active"

msgid "Not active"
msgstr "Inactive"

#, python-format
msgid "%(days)s day later"
msgid_plural "%(days)s days later"
msgstr[0] "%(days)s jour après"
msgstr[1] "%(days)s jours après"

msgid "Ask this list now"
msgstr "Interroger cette liste maintenant"

msgid "Stop asking"
msgstr "Ne plus interroger"

msgid "Activate"
msgstr "Activer"

msgid "The survey is deactivated: nobody is asked."
msgstr "L’enquête est désactivée : personne n’est interrogé."

msgid "The e-mail"
msgstr "L’e-mail"

msgid "As plain text"
msgstr "En texte seul"

msgid "Share of customers"
msgstr "Part des clients"

msgid "Nothing is sent"
msgstr "Aucun envoi"

#, python-format
msgid "from %(start)s until %(end)s"
msgstr "de %(start)s à %(end)s"

msgid "Reminder"
msgstr "Rappel"

#, python-format
msgid "after %(days)s day"
msgid_plural "after %(days)s days"
msgstr[0] "après %(days)s jour"
msgstr[1] "après %(days)s jours"

msgid "never"
msgstr "jamais"

msgid "Its invitations"
msgstr "Ses invitations"

#, python-format
msgid "%(shown)s contact gets an e-mail."
msgid_plural "%(shown)s contacts get an e-mail."
msgstr[0] "%(shown)s contact reçoit un e-mail."
msgstr[1] "%(shown)s contacts reçoivent un e-mail."

msgid "Whoever is on the list and was asked not long ago, or refuses, is left out."
msgstr "Ceux de la liste qui ont été interrogés il y a peu, ou qui refusent, ne le reçoivent pas."

msgid "Ask them"
msgstr "Les interroger"

msgid "New rule"
msgstr "Nouvelle règle"

msgid "Empty filters narrow nothing."
msgstr "Un filtre vide ne restreint rien."

msgid "After what customers are asked, which of them, and how long afterwards. A person is asked once about the same thing, and not again for some time whatever the survey."
msgstr "Après quoi les clients sont interrogés, lesquels, et au bout de combien de temps. Une personne n’est interrogée qu’une fois sur la même chose, puis laissée en paix un certain temps, quelle que soit l’enquête."

msgid "After what"
msgstr "Après quoi"

msgid "Sent"
msgstr "Envoyées"

msgid "Answered"
msgstr "Répondues"

msgid "No rule yet"
msgstr "Aucune règle pour l’instant"

msgid "Nobody is asked by itself. Say after what: a win, a loss, a sale, a closed complaint; or ask a list of contacts."
msgstr "Personne n’est interrogé automatiquement. Dites après quoi : une affaire gagnée, perdue, une vente, une réclamation close ; ou interrogez une liste de contacts."

msgid "Sending"
msgstr "Envois"

#, python-format
msgid "The next invitation is due %(at)s."
msgstr "La prochaine invitation est à envoyer le %(at)s."

msgid "No invitation waits to be sent."
msgstr "Aucune invitation n’attend d’être envoyée."

msgid "Send what is due"
msgstr "Envoyer ce qui est prêt"

msgid "Perhaps sent"
msgstr "Peut-être envoyées"

msgid "Sending was cut off between handing them to the mail server and its answer. Look for the number in the log of the mail server: only there it is known. They are not sent again by themselves."
msgstr "L’envoi a été interrompu entre la remise au serveur de messagerie et sa réponse. Cherchez le numéro dans le journal de ce serveur : lui seul le sait. Elles ne repartent pas d’elles-mêmes."

#, python-format
msgid "It was sent to %(email)s"
msgstr "Envoyée à %(email)s"

msgid "It was sent"
msgstr "Envoyée"

#, python-format
msgid "Send again to %(email)s"
msgstr "Envoyer de nouveau à %(email)s"

msgid "Send again"
msgstr "Envoyer de nouveau"

msgid "The last runs"
msgstr "Les derniers passages"

msgid "Started"
msgstr "Commencé"

msgid "Reminded"
msgstr "Relancées"

msgid "Not delivered"
msgstr "Non remises"

msgid "Nothing has run yet"
msgstr "Rien n’a encore tourné"

msgid "Let the server run “manage.py run_due” each minute: it plans and sends what is due."
msgstr "Faites exécuter « manage.py run_due » chaque minute par le serveur : il prévoit et envoie ce qui est à envoyer."

msgid "Not delivered or failed"
msgstr "Non remises ou échouées"

msgid "All invitations"
msgstr "Toutes les invitations"

msgid "Ask this customer"
msgstr "Interroger ce client"

msgid "By e-mail now, or by a link that you hand over."
msgstr "Par e-mail maintenant, ou par un lien que vous remettez."

msgid "Ask"
msgstr "Interroger"

msgid "No survey is live"
msgstr "Aucune enquête n’est publiée"

msgid "An administrator publishes one first."
msgstr "Un administrateur doit d’abord en publier une."

msgid "Asked before"
msgstr "Déjà interrogé"

msgid "Link to copy"
msgstr "Lien à copier"

msgid "How"
msgstr "Comment"

msgid "The link is made: copy it and hand it over. It works for this person only."
msgstr "Le lien est prêt : copiez-le et remettez-le. Il ne vaut que pour cette personne."

msgid "The invitation is sent as soon as the hours allow."
msgstr "L’invitation part dès que les heures le permettent."

#, python-format
msgid "%(label)s: %(count)s"
msgstr "%(label)s : %(count)s"

#, python-format
msgid "Subject: <strong>%(subject)s</strong>"
msgstr "Objet : <strong>%(subject)s</strong>"

#, python-format
msgid "Unhappy customer: %(score)s in “%(survey)s”"
msgstr "Client mécontent : %(score)s dans « %(survey)s »"

#, python-format
msgid "Overdue with %(who)s: %(what)s"
msgstr "En retard chez %(who)s : %(what)s"

msgid "nobody"
msgstr "personne"

msgid "Unhappy"
msgstr "Mécontents"

msgid "Happy"
msgstr "Satisfaits"

msgid "Neutral customers"
msgstr "Neutres"

msgid "To be followed up"
msgstr "À rappeler"

msgid "Followed up"
msgstr "Traité"

msgid "Words of the comment, or the customer"
msgstr "Mots du commentaire, ou le client"

msgid "Tag"
msgstr "Étiquette"

msgid "Follow-up"
msgstr "Suivi"

msgid "Answered from"
msgstr "Répondu à partir du"

msgid "Answered until"
msgstr "Répondu jusqu’au"

msgid "Without a comment too"
msgstr "Aussi sans commentaire"

msgid "With a comment"
msgstr "Avec un commentaire"

msgid "What was done"
msgstr "Ce qui a été fait"

msgid "Say what was done, in a few words: your manager reads it."
msgstr "Dites en quelques mots ce qui a été fait : votre manager le lit."

msgid "Who gave a low score is known to managers only: yours can reply."
msgstr "Seuls les managers savent qui a donné une mauvaise note : le vôtre peut répondre."

msgid "There is no e-mail address to reply to."
msgstr "Il n’y a pas d’adresse e-mail à laquelle répondre."

#, python-format
msgid "Your answer to “%(survey)s”"
msgstr "Votre réponse à « %(survey)s »"

msgid "It is closed, with what was done."
msgstr "C’est clos, avec ce qui a été fait."

msgid "The reply is sent."
msgstr "La réponse est envoyée."

#, python-format
msgid "The mail server did not take it: %(reason)s"
msgstr "Le serveur de messagerie ne l’a pas acceptée : %(reason)s"

msgid "Answered on"
msgstr "Répondu le"

msgid "Comment"
msgstr "Commentaire"

msgid "What customers say"
msgstr "Ce que disent les clients"

msgid "the answer"
msgstr "la réponse"

msgid "a customer"
msgstr "un client"

msgid "Say what was done for this customer"
msgstr "Dire ce qui a été fait pour ce client"

msgid "Comments"
msgstr "Commentaires"

msgid "No score"
msgstr "Sans note"

#, python-format
msgid "Take away the tag %(tag)s"
msgstr "Retirer l’étiquette %(tag)s"

#, python-format
msgid "Suggested by its words: add the tag %(tag)s"
msgstr "Suggérée par ses mots : ajouter l’étiquette %(tag)s"

msgid "Tag to add"
msgstr "Étiquette à ajouter"

msgid "Add a tag"
msgstr "Ajouter une étiquette"

msgid "Add the tag"
msgstr "Ajouter l’étiquette"

#, python-format
msgid "Answer of %(on)s to “%(survey)s”"
msgstr "Réponse du %(on)s à « %(survey)s »"

msgid "Anonymous answer"
msgstr "Réponse anonyme"

msgid "What was answered"
msgstr "Ce qui a été répondu"

msgid "A score without a comment."
msgstr "Une note sans commentaire."

#, python-format
msgid "done on %(on)s"
msgstr "fait le %(on)s"

#, python-format
msgid "due on %(on)s"
msgstr "à faire pour le %(on)s"

msgid "The answer names nobody to call: say what was done about it."
msgstr "La réponse ne nomme personne à rappeler : dites ce qui a été fait."

msgid "Nobody has been asked to call yet."
msgstr "Personne n’a encore été chargé de rappeler."

#, python-format
msgid "%(who)s was told on %(at)s that it is overdue."
msgstr "%(who)s a été averti du retard le %(at)s."

msgid "Asked again:"
msgstr "Interrogé à nouveau :"

msgid "Before the follow-up:"
msgstr "Avant le suivi :"

msgid "Reply"
msgstr "Répondre"

#, python-format
msgid "not sent: %(reason)s"
msgstr "pas envoyée : %(reason)s"

#, python-format
msgid "To %(address)s; answers come to you."
msgstr "À %(address)s ; les réponses vous parviennent."

msgid "Tags"
msgstr "Étiquettes"

msgid "See the answer"
msgstr "Voir la réponse"

msgid "Save and close"
msgstr "Enregistrer et clore"

#, python-format
msgid "%(shown)s reply"
msgid_plural "%(shown)s replies"
msgstr[0] "%(shown)s réponse envoyée"
msgstr[1] "%(shown)s réponses envoyées"

msgid "No customer has written anything yet"
msgstr "Aucun client n’a encore rien écrit"

msgid "What customers answer to surveys appears here, the latest first; past answers are loaded from files."
msgstr "Ce que les clients répondent aux enquêtes apparaît ici, le plus récent d’abord ; les réponses passées se chargent depuis des fichiers."

msgid "New tag"
msgstr "Nouvelle étiquette"

msgid "Tags of comments"
msgstr "Étiquettes des commentaires"

msgid "What comments are about. A tag is suggested where a comment has one of its words."
msgstr "De quoi parlent les commentaires. Une étiquette est suggérée quand un commentaire contient un de ses mots."

msgid "No tag yet"
msgstr "Pas encore d’étiquette"

msgid "Delivery, price, advice: name what customers write about."
msgstr "Livraison, prix, conseil : nommez ce dont parlent les clients."

msgid "An answer is a JSON object."
msgstr "Une réponse est un objet JSON."

#, python-format
msgid "“%(name)s” is no word of an answer: write one of %(names)s."
msgstr "« %(name)s » n’est pas un mot d’une réponse : écrivez l’un de %(names)s."

msgid "The answer lies in the future: give the day on which it was given."
msgstr "La réponse est dans le futur : donnez le jour où elle a été donnée."

#, python-format
msgid "There is no survey “%(text)s”: give the name or the id of one."
msgstr "Il n’y a pas d’enquête « %(text)s » : donnez le nom ou l’identifiant d’une enquête."

#, python-format
msgid "The score of “%(survey)s” is a whole number from %(lowest)s to %(highest)s."
msgstr "La note de « %(survey)s » est un nombre entier de %(lowest)s à %(highest)s."

#, python-format
msgid "“%(text)s” is not a moment: write it as 2026-03-31T14:30:00Z."
msgstr "« %(text)s » n’est pas un moment : écrivez-le comme 2026-03-31T14:30:00Z."

#, python-format
msgid "“%(name)s” is a text of at most %(most)s letters."
msgstr "« %(name)s » est un texte de %(most)s lettres au plus."

#, python-format
msgid "“%(text)s” is the name of several records (%(name)s): give the id or the external id."
msgstr "« %(text)s » est le nom de plusieurs fiches (%(name)s) : donnez l’identifiant ou l’identifiant externe."

#, python-format
msgid "“%(text)s” is not known (%(name)s): give an id, an external id, an address or a name."
msgstr "« %(text)s » est inconnu (%(name)s) : donnez un identifiant, un identifiant externe, une adresse ou un nom."

#, python-format
msgid "“%(name)s” is no filter of answers: write one of %(names)s."
msgstr "« %(name)s » n’est pas un filtre des réponses : écrivez l’un de %(names)s."

msgid "Only an administrator may record answers. Ask yours."
msgstr "Seul un administrateur peut enregistrer des réponses. Demandez au vôtre."

msgid "Who gave a low score is known to managers only: what a single customer answered is not shown."
msgstr "Seuls les managers savent qui a donné une mauvaise note : les réponses d’un seul client ne sont pas montrées."

#, python-format
msgid "Too few answered anonymously: groups of fewer than %(smallest)s answers are not shown."
msgstr "Trop peu de réponses anonymes : les groupes de moins de %(smallest)s réponses ne sont pas montrés."

msgid "Too few answered anonymously."
msgstr "Trop peu de réponses anonymes."

msgid "hidden"
msgstr "masqué"

msgid "No customer has answered in this period"
msgstr "Aucun client n’a répondu pendant cette période"

msgid "Choose a longer period above; past answers are loaded from files."
msgstr "Choisissez une période plus longue ci-dessus ; les réponses passées se chargent depuis des fichiers."

msgid "The score looked at"
msgstr "La note examinée"

msgid "How the scores are spread"
msgstr "Répartition des notes"

msgid "What these customers are worth"
msgstr "Ce que valent ces clients"

msgid "By the latest answer of each customer in the period; revenue and retention of the twelve months before its end. An association, not a cause."
msgstr "Selon la dernière réponse de chaque client dans la période ; chiffre d’affaires et rétention des douze mois avant sa fin. Une association, pas une cause."

msgid "Share"
msgstr "Part"

#, python-format
msgid "Erased person %(number)s"
msgstr "Personne effacée %(number)s"

msgid "Erase this person: it cannot be taken back"
msgstr "Effacer cette personne : c’est irréversible"

msgid "Tick the box to erase: it cannot be taken back."
msgstr "Cochez la case pour effacer : c’est irréversible."

msgid "The person is erased; the figures stay."
msgstr "La personne est effacée ; les chiffres restent."

#, python-format
msgid "What is known of %(contact)s"
msgstr "Ce que l’on sait de %(contact)s"

msgid "For whoever asks what is kept of them, or that it be erased."
msgstr "Pour qui demande ce que vous gardez, ou de l’effacer."

msgid "Take it as a file"
msgstr "Prendre en fichier"

msgid "Erase"
msgstr "Effacer"

msgid "Names, addresses, notes, comments and replies go; what was bought, what was done and the scores stay, so every figure stays. The person is never asked again. Look through the names and the files of their opportunities yourself: what is written there is not known to the program."
msgstr "Noms, adresses, notes, commentaires et réponses disparaissent ; les achats, ce qui a été fait et les notes données restent, donc tous les chiffres aussi. La personne n’est plus jamais interrogée. Parcourez vous-même les noms et les fichiers de ses opportunités : le logiciel ne sait pas ce qui y est écrit."

msgid "What is known"
msgstr "Ce que l’on sait"

msgid "The browser’s"
msgstr "Celle du navigateur"

msgid "Where customers find it: “Counter of the shop in Namur”."
msgstr "Là où les clients le trouvent : « Comptoir du magasin de Namur »."

msgid "Answers count here."
msgstr "Les réponses comptent ici."

msgid "Another link of this survey is called so: choose another label."
msgstr "Un autre lien de cette enquête s’appelle ainsi : choisissez un autre libellé."

#, python-format
msgid "“%(name)s” is ready: copy it, print it or embed it."
msgstr "« %(name)s » est prêt : copiez-le, imprimez-le ou intégrez-le."

#, python-format
msgid "“%(name)s” is withdrawn: it leads nowhere any more."
msgstr "« %(name)s » est retiré : il ne mène plus nulle part."

msgid "No version of this survey is published: its links lead nowhere until one is."
msgstr "Aucune version de cette enquête n’est publiée : d’ici là, ses liens ne mènent nulle part."

msgid "This survey is deactivated: its links lead nowhere until it is in use again."
msgstr "Cette enquête est désactivée : tant qu’elle n’est pas réutilisée, ses liens ne mènent nulle part."

msgid "Anonymous links"
msgstr "Liens anonymes"

msgctxt "anonymous link"
msgid "Withdrawn"
msgstr "Retiré"

msgid "Withdraw"
msgstr "Retirer"

msgid "Copied"
msgstr "Copié"

msgid "To be pasted into the page of your site"
msgstr "À coller dans la page de votre site"

msgid "Answers count for"
msgstr "Les réponses comptent pour"

msgid "QR code"
msgstr "Code QR"

#, python-format
msgid "QR code of %(name)s"
msgstr "Code QR de %(name)s"

msgid "Page to print"
msgstr "Page à imprimer"

msgid "New link"
msgstr "Nouveau lien"

msgid "For whoever comes by: a QR code on a counter, a tablet in a store, a link or a form on a site. Answers name nobody."
msgstr "Pour qui passe par là : un code QR sur un comptoir, une tablette en magasin, un lien ou un formulaire sur un site. Les réponses ne nomment personne."

msgid "Label"
msgstr "Libellé"

msgctxt "anonymous link"
msgid "In use"
msgstr "En service"

msgid "No link yet"
msgstr "Pas encore de lien"

msgid "Make one for each place, so that you see what customers say there."
msgstr "Créez-en un par lieu, pour voir ce que les clients disent de chacun."

msgid "Scan the code with your phone: it takes less than a minute."
msgstr "Scannez le code avec votre téléphone : cela prend moins d’une minute."

msgid "Your answer is anonymous: it is kept without your name."
msgstr "Votre réponse est anonyme : elle est conservée sans votre nom."

msgid "Privacy"
msgstr "Vie privée"

msgid "I want no more surveys"
msgstr "Je ne veux plus recevoir d’enquêtes"

msgid "This link does not lead to a survey any more"
msgstr "Ce lien ne mène plus à une enquête"

msgid "It is too old, was withdrawn, or was copied only in part. If you typed it, compare it with the one you were given; if not, there is nothing you have to do."
msgstr "Il est trop ancien, a été retiré ou n’a été copié qu’en partie. Si vous l’avez saisi, comparez-le à celui que vous avez reçu ; sinon, vous n’avez rien à faire."

#, python-format
msgid "%(name)s: your opinion"
msgstr "%(name)s : votre avis"

msgid "Something is missing or cannot be read: see below, then send again."
msgstr "Il manque quelque chose, ou une réponse est illisible : voyez ci-dessous, puis envoyez à nouveau."

msgid "Thank you. A few words more, then send again."
msgstr "Merci. Encore quelques mots, puis envoyez à nouveau."

msgid "We kept what you had begun: go on where you stopped."
msgstr "Nous avons gardé ce que vous aviez commencé : reprenez là où vous en étiez."

msgid "You will get no more surveys"
msgstr "Vous ne recevrez plus d’enquêtes"

#, python-format
msgid "%(name)s has noted that you want none."
msgstr "%(name)s a noté que vous n’en voulez plus."

msgid "It was a mistake: I want to be asked again"
msgstr "C’était une erreur : je veux bien être interrogé à nouveau"

msgid "No more surveys?"
msgstr "Plus d’enquêtes ?"

#, python-format
msgid "Confirm, and %(name)s will not ask you for your opinion any more."
msgstr "Confirmez, et %(name)s ne vous demandera plus votre avis."

msgid "You have answered already, thank you"
msgstr "Vous avez déjà répondu, merci"

msgctxt "after an answer"
msgid "Thank you"
msgstr "Merci"

msgid "Your answer was recorded; this link works once."
msgstr "Votre réponse est enregistrée ; ce lien ne sert qu’une fois."

msgid "Next answer"
msgstr "Réponse suivante"

msgid "Too many attempts in a short time"
msgstr "Trop d’essais en peu de temps"

msgid "Wait ten minutes, then try again: go back, and what you have written is still there."
msgstr "Attendez dix minutes, puis réessayez : en revenant en arrière, vous retrouvez ce que vous avez écrit."

msgctxt "address"
msgid "Open"
msgstr "Ouvrir"

msgid "It is not done: change its plan instead."
msgstr "Elle n’est pas faite : modifiez plutôt ce qui est prévu."

msgid "This day is to come: give the day on which it was done."
msgstr "Ce jour est à venir : indiquez le jour où cela a été fait."

msgid "Correct it"
msgstr "Corriger"

#, python-format
msgid "Correct: %(what)s"
msgstr "Corriger : %(what)s"

msgid "It never happened"
msgstr "Cela n’a jamais eu lieu"

msgid "It is deleted, and no figure counts it any more."
msgstr "L’activité est supprimée, et aucun chiffre ne la compte plus."

msgid "SQLite keeps no roll-ups: there is nothing to do."
msgstr "SQLite ne tient pas de cumuls : il n’y a rien à faire."

msgid "Some roll-ups differ from the facts: run “manage.py rollups --rebuild”."
msgstr "Des cumuls diffèrent des faits : lancez « manage.py rollups --rebuild »."

msgid "flows of opportunities"
msgstr "flux d’opportunités"

msgid "ways of opportunities"
msgstr "parcours d’opportunités"

msgid "Where the survey has neither the customer’s language nor the company’s."
msgstr "Quand l’enquête n’a ni la langue du client ni celle de l’entreprise."

msgid "What it was asked about; its lines say about which products."
msgstr "Ce sur quoi portait la demande ; ses lignes disent quels produits."

msgid "Whatever the survey; after a closed complaint the second ask does not wait for the first."
msgstr "Quelle que soit l’enquête ; après une réclamation close, la seconde demande n’attend pas ce délai depuis la première."

#, python-format
msgid "“%(language)s” is not a language: give a code such as “de”."
msgstr "« %(language)s » n’est pas une langue : donnez un code comme « de »."

msgid "Add a language"
msgstr "Ajouter une langue"

msgid "Its texts are written after it is saved."
msgstr "Ses textes s’écrivent après l’enregistrement."

msgid "An answer counts in each product that was bought, and once in the total: the rows may add up to more."
msgstr "Une réponse compte dans chaque produit acheté, et une fois dans le total : la somme des lignes peut le dépasser."

msgid "Withdrawn by hand."
msgstr "Retirée à la main."

msgid "It is withdrawn: its link leads nowhere any more."
msgstr "Elle est retirée : son lien ne mène plus nulle part."

msgid "It waits for no answer any more: there is nothing to withdraw."
msgstr "Elle n’attend plus de réponse : il n’y a rien à retirer."

msgid "Tick rows in a list to change them together."
msgstr "Cochez des lignes dans une liste pour les modifier ensemble."

msgid "Called off"
msgstr "Annulation"

msgid "Call off"
msgstr "Annuler l’activité"

#, python-format
msgid "Call off %(shown)s row"
msgid_plural "Call off %(shown)s rows"
msgstr[0] "Annuler %(shown)s activité"
msgstr[1] "Annuler %(shown)s activités"

msgid "Will be called off"
msgstr "Seront annulées"

msgid "Back to the list"
msgstr "Retour à la liste"

#, python-format
msgid "%(count)s row is called off."
msgid_plural "%(count)s rows are called off."
msgstr[0] "%(count)s activité est annulée."
msgstr[1] "%(count)s activités sont annulées."

msgid "They are no longer planned: what was done or called off stays as it is."
msgstr "Elles ne sont plus planifiées : ce qui est fait ou annulé reste tel quel."

msgid "They follow up what a customer answered: correct or delete them one by one."
msgstr "Elles donnent suite à la réponse d’un client : corrigez-les ou supprimez-les une à une."

msgid "They are refunds, and follow their sale: choose that."
msgstr "Ce sont des remboursements, qui suivent leur vente : choisissez celle-ci."

msgid "They come from won opportunities, and keep what these were won with."
msgstr "Elles viennent d’opportunités gagnées et gardent ce avec quoi celles-ci l’ont été."

msgid "They have one, and keep it: only what is missing is filled in."
msgstr "C’est déjà renseigné et cela reste : seul ce qui manque est complété."

msgctxt "of records"
msgid "Change"
msgstr "Modification"

msgid "Choose a file."
msgstr "Choisissez un fichier."

#, python-format
msgid "CSV, XLSX, XLS or ODS, up to %(size)s MB."
msgstr "CSV, XLSX, XLS ou ODS, jusqu’à %(size)s Mo."

#, python-format
msgid "The file is larger than %(size)s MB: split it, or save it as CSV."
msgstr "Le fichier dépasse %(size)s Mo : coupez-le en deux, ou enregistrez-le en CSV."

#, python-format
msgid "The amounts are written with “%(sign)s” and were taken as %(own)s: to convert them, give the currency under “The same for all rows” once its exchange rate is in the settings."
msgstr "Les montants sont écrits avec « %(sign)s » et ont été lus comme des %(own)s : pour les convertir, indiquez la devise sous « Identique pour toutes les lignes », une fois son taux de change dans les paramètres."

#, python-format
msgid "The worker ended %(count)s times after line %(line)s: look at its log, then go on."
msgstr "Le traitement s’est arrêté %(count)s fois après la ligne %(line)s : consultez son journal, puis reprenez."

#, python-format
msgid "The database refused to go on: %(reason)s"
msgstr "La base de données a refusé de continuer : %(reason)s"

#, python-format
msgid "The account “%(name)s” already has the id %(id)s: recognise prospects by their name instead."
msgstr "Le compte « %(name)s » porte déjà l’identifiant %(id)s : reconnaissez plutôt les prospects par leur nom."

#, python-format
msgid "Line %(line)s says otherwise of the same record (the same %(names)s): keep one of the two, or choose what else tells records apart."
msgstr "La ligne %(line)s dit autre chose de la même fiche (même %(names)s) : gardez l’une des deux, ou choisissez ce qui distingue les fiches."

#, python-format
msgid "There is no stage “%(value)s”; there are %(names)s. Say which it is under “Names in the file”, or have what is missing created."
msgstr "Il n’y a pas d’étape « %(value)s » ; il y a %(names)s. Dites laquelle c’est sous « Noms du fichier », ou faites créer ce qui manque."

msgid "People who sell"
msgstr "Commerciaux"

msgid "Events of carts (log of a shop)"
msgstr "Événements de paniers (journal d’une boutique)"

msgid "Id in the other system"
msgstr "Identifiant dans l’autre système"

msgid "Duration in seconds"
msgstr "Durée en secondes"

msgid "Duration in minutes"
msgstr "Durée en minutes"

msgid "End"
msgstr "Fin"

msgid "Done at, or due"
msgstr "Fait le, ou à faire le"

msgid "Became a customer (yes or no)"
msgstr "Devenu client (oui ou non)"

msgid "Kind of event"
msgstr "Type d’événement"

msgid "Currency"
msgstr "Devise"

#, python-format
msgid "No column was recognised as “%(field)s”: choose the one that it is, or a value for all rows."
msgstr "Aucune colonne n’a été reconnue comme « %(field)s » : choisissez laquelle c’est, ou donnez une valeur pour toutes les lignes."

msgid "This file is no table: give a CSV, XLSX, XLS or ODS file."
msgstr "Ce fichier n’est pas un tableau : donnez un fichier CSV, XLSX, XLS ou ODS."

#, python-format
msgid "The file cannot be read as %(encoding)s: save it again as UTF-8."
msgstr "Le fichier ne peut pas être lu en %(encoding)s : enregistrez-le de nouveau en UTF-8."

#, python-format
msgid "In column “%(header)s” a date such as 03/04 can be read two ways: say whether the day or the month comes first."
msgstr "Dans la colonne « %(header)s », une date comme 03/04 peut se lire de deux façons : dites si le jour ou le mois vient en premier."

#, python-format
msgid "In column “%(header)s” a number such as 1,234 can be read two ways: say which mark separates decimals."
msgstr "Dans la colonne « %(header)s », un nombre comme 1,234 peut se lire de deux façons : dites quel signe sépare les décimales."

#, python-format
msgid "There is no %(kind)s “%(value)s”: correct it, or have what is missing created."
msgstr "Aucun enregistrement « %(value)s » de type %(kind)s : corrigez-le, ou faites créer ce qui manque."

#, python-format
msgid "Or say under “Names in the file” that it is “%(near)s”."
msgstr "Ou dites sous « Noms du fichier » qu’il s’agit de « %(near)s »."

msgid "Pause"
msgstr "Suspendre"

msgid "rows"
msgstr "lignes"

msgid "rows done"
msgstr "lignes traitées"

msgid "created"
msgstr "créées"

msgid "updated"
msgstr "modifiées"

msgid "rejected"
msgstr "rejetées"

msgid "passed over"
msgstr "ignorées"

msgid "uploaded"
msgstr "envoyé le"

msgid "started"
msgstr "commencé le"

msgid "finished"
msgstr "terminé le"

msgid "records taken back"
msgstr "fiches annulées"

msgid "import"
msgstr "import"

msgid "imports"
msgstr "imports"

msgid "saved"
msgstr "enregistré le"

msgid "saved mapping"
msgstr "correspondance enregistrée"

msgid "saved mappings"
msgstr "correspondances enregistrées"

msgid "changed since"
msgstr "modifié depuis"

msgid "other records hang on it"
msgstr "d’autres fiches s’y rattachent"

msgid "deleted since"
msgstr "supprimé depuis"

msgid "left as it is because"
msgstr "laissé en l’état car"

msgid "effect of an import"
msgstr "effet d’un import"

msgid "effects of imports"
msgstr "effets d’imports"

msgid "import a file, or add the first account"
msgstr "importez un fichier, ou ajoutez le premier compte"

msgid "day first"
msgstr "jour d’abord"

msgid "month first"
msgstr "mois d’abord"

msgid "decimal comma"
msgstr "virgule décimale"

msgid "decimal point"
msgstr "point décimal"

msgid "new"
msgstr "nouveau"

msgid "changed"
msgstr "modifié"

msgid "as it is"
msgstr "inchangé"

msgid "It is under way: cancel it first."
msgstr "L’import est en cours : arrêtez-le d’abord."

#, python-format
msgid "The mapping is saved as “%(name)s”: the next file with these columns is read by it."
msgstr "La correspondance est enregistrée sous « %(name)s » : le prochain fichier qui a ces colonnes sera lu ainsi."

msgid "Unchanged"
msgstr "Inchangées"

msgid "Passed over"
msgstr "Ignorées"

msgid "To create"
msgstr "À créer"

msgid "To update"
msgstr "À modifier"

msgid "To reject"
msgstr "À rejeter"

msgid "The import is being taken back."
msgstr "L’import est en cours d’annulation."

#, python-format
msgid "“%(field)s” is already taken from another column: choose one of the two."
msgstr "« %(field)s » est déjà lu dans une autre colonne : choisissez l’une des deux."

#, python-format
msgid "“%(field)s” is needed: choose its column, or give a value for all rows."
msgstr "« %(field)s » est indispensable : choisissez sa colonne, ou donnez une valeur pour toutes les lignes."

msgid "This can be read two ways: say which one is meant."
msgstr "Cela peut se lire de deux façons : dites laquelle est la bonne."

msgid "Imports"
msgstr "Imports"

msgid "Rows done"
msgstr "Lignes traitées"

#, python-format
msgid "%(done)s of %(total)s rows (%(percent)s %%)"
msgstr "%(done)s lignes sur %(total)s (%(percent)s %%)"

msgid "Rows checked"
msgstr "Lignes vérifiées"

msgid "The whole file is checked; nothing is changed."
msgstr "Tout le fichier est vérifié ; rien n’est modifié."

#, python-format
msgid "%(done)s of %(total)s rows"
msgstr "%(done)s lignes sur %(total)s"

#, python-format
msgid "Being taken back: %(done)s records so far."
msgstr "Annulation en cours : %(done)s fiches jusqu’ici."

msgid "The file is being read."
msgstr "Le fichier est en cours de lecture."

msgid "It begins as soon as a background worker is free. If it does not, whoever runs the server should look whether “manage.py db_worker” is running."
msgstr "Cela commence dès qu’un processus de fond est libre. Sinon, la personne qui gère le serveur doit vérifier que « manage.py db_worker » fonctionne."

msgid "It stops after the rows that are being worked on."
msgstr "L’arrêt se fait après les lignes en cours."

msgid "Created besides, because the file names them:"
msgstr "Créés en plus, car le fichier les nomme :"

msgid "To create besides, because the file names them:"
msgstr "À créer en plus, car le fichier les nomme :"

msgid "Import now"
msgstr "Importer maintenant"

msgid "Change how it is read"
msgstr "Modifier la lecture"

msgid "Go on"
msgstr "Reprendre"

msgid "Leave it at that"
msgstr "En rester là"

msgid "Take it back"
msgstr "Annuler cet import"

msgid "What this import made goes, what it changed is as before. What somebody has worked on since stays, and is listed."
msgstr "Ce que cet import a créé disparaît, ce qu’il a modifié redevient comme avant. Ce que quelqu’un a retravaillé depuis reste, et figure dans une liste."

msgid "Take the whole import back"
msgstr "Annuler tout l’import"

msgid "Not taken back"
msgstr "Non annulé"

msgid "Record"
msgstr "Fiche"

msgid "Because"
msgstr "Raison"

msgid "Rejected rows"
msgstr "Lignes rejetées"

msgid "Line"
msgstr "Ligne"

msgid "Column"
msgstr "Colonne"

msgid "Reason"
msgstr "Raison"

msgid "Take them as a file, correct them there, and upload that file: it is read as this one was."
msgstr "Récupérez-les dans un fichier, corrigez-les, puis envoyez ce fichier : il sera lu comme celui-ci."

msgid "The corrected file"
msgstr "Le fichier corrigé"

msgid "How the file was read"
msgstr "Comment le fichier a été lu"

msgid "Not used:"
msgstr "Non utilisées :"

msgid "Forget this import (what it brought stays)"
msgstr "Oublier cet import (ce qu’il a apporté reste)"

msgid "Sending …"
msgstr "Envoi …"

msgid "Upload"
msgstr "Envoyer"

msgid "Files of spreadsheets and of other products are read as they are. You see what will happen before anything does, and a whole import can be taken back."
msgstr "Les fichiers de tableurs et d’autres logiciels sont lus tels quels. Vous voyez ce qui va se passer avant que rien ne change, et un import entier peut être annulé."

msgid "Choose a file, or drop it here"
msgstr "Choisissez un fichier, ou déposez-le ici"

msgid "Nothing imported yet"
msgstr "Rien d’importé pour l’instant"

msgid "Start with the people who sell, then accounts, then opportunities."
msgstr "Commencez par les commerciaux, puis les comptes, puis les opportunités."

msgid "Saved mappings"
msgstr "Correspondances enregistrées"

#, python-format
msgid "Delete the mapping “%(name)s”"
msgstr "Supprimer la correspondance « %(name)s »"

msgid "The same can be done by a command on the server, for files that come every night: <code>manage.py load</code>, see docs/loading.md."
msgstr "La même chose se fait par une commande sur le serveur, pour les fichiers qui arrivent chaque nuit : <code>manage.py load</code>, voir docs/loading.md."

msgid "The file has a header and no rows below it."
msgstr "Le fichier a un en-tête et aucune ligne en dessous."

msgid "Saved mapping"
msgstr "Correspondance enregistrée"

msgid "none: as recognised"
msgstr "aucune : comme reconnu"

msgid "Use"
msgstr "Utiliser"

msgid "What is in the file"
msgstr "Contenu du fichier"

msgid "Export of"
msgstr "Export de"

msgid "no product that is known"
msgstr "aucun logiciel connu"

msgid "Read it so"
msgstr "Lire ainsi"

msgid "Column of the file"
msgstr "Colonne du fichier"

msgid "For example"
msgstr "Par exemple"

msgid "Is read as"
msgstr "Est lue comme"

msgid "empty"
msgstr "vide"

#, python-format
msgid "“%(header)s” is read as"
msgstr "« %(header)s » est lue comme"

msgid "not used"
msgstr "non utilisée"

msgid "a second column of this name: rename it in the file to use it"
msgstr "deuxième colonne de ce nom : renommez-la dans le fichier pour l’utiliser"

msgid "Dates and numbers"
msgstr "Dates et nombres"

#, python-format
msgid "for example %(example)s"
msgstr "par exemple %(example)s"

msgid "please say"
msgstr "à préciser"

msgid "Names in the file"
msgstr "Noms du fichier"

msgid "These are not known here under this name. Say which ones of yours they are; what you leave open is created where you allow that below, else its rows are rejected."
msgstr "Ces noms ne sont pas connus ici. Dites à qui ou à quoi ils correspondent chez vous ; ce que vous laissez ouvert est créé si vous le permettez plus bas, sinon ses lignes sont rejetées."

msgid "In the file"
msgstr "Dans le fichier"

#, python-format
msgid "“%(name)s” is"
msgstr "« %(name)s » est"

#, python-format
msgid "open. “%(name)s”?"
msgstr "ouvert. « %(name)s » ?"

msgid "open"
msgstr "ouvert"

msgid "Similar"
msgstr "Semblables"

msgid "Create what is missing: the accounts, people, products, stages … that the file names"
msgstr "Créer ce qui manque : les comptes, personnes, produits, étapes … que le fichier nomme"

msgid "The same for all rows"
msgstr "Identique pour toutes les lignes"

msgid "What recognises a record again"
msgstr "Ce qui fait reconnaître une fiche"

msgid "its id, else its name or what tells it apart"
msgstr "son identifiant, sinon son nom ou ce qui la distingue"

msgid "Rows without an id that say the same are records of their own"
msgstr "Les lignes sans identifiant qui disent la même chose sont des fiches distinctes"

msgid "Leave an opening date empty that is after the closing date, instead of rejecting the row"
msgstr "Laisser vide une date d’ouverture postérieure à la clôture, au lieu de rejeter la ligne"

msgid "Save this mapping as"
msgstr "Enregistrer cette correspondance sous"

msgid "Check the whole file"
msgstr "Vérifier tout le fichier"

msgid "Show the preview again"
msgstr "Actualiser l’aperçu"

msgid "The first rows as they will be"
msgstr "Les premières lignes telles qu’elles seront"

msgid "The preview follows once what is asked above is answered."
msgstr "L’aperçu suit dès que les questions ci-dessus ont une réponse."

#, python-format
msgid "“%(label)s” is needed: choose its column, or give a value for all rows."
msgstr "« %(label)s » est indispensable : choisissez sa colonne, ou donnez une valeur pour toutes les lignes."

msgid "Created for these rows:"
msgstr "Créés pour ces lignes :"

msgid "Will be"
msgstr "Sera"

#, python-format
msgid "%(shown)s record is taken back: gone where the import had made it, else as before."
msgid_plural "%(shown)s records are taken back: gone where the import had made them, else as before."
msgstr[0] "%(shown)s fiche est annulée : supprimée si l’import l’avait créée, sinon comme avant."
msgstr[1] "%(shown)s fiches sont annulées : supprimées si l’import les avait créées, sinon comme avant."

#, python-format
msgid "%(header)s: left empty in %(shown)s row, because it points nowhere or contradicts another cell"
msgid_plural "%(header)s: left empty in %(shown)s rows, because it points nowhere or contradicts another cell"
msgstr[0] "%(header)s : laissé vide dans %(shown)s ligne, car cela ne mène nulle part ou contredit une autre cellule"
msgstr[1] "%(header)s : laissé vide dans %(shown)s lignes, car cela ne mène nulle part ou contredit une autre cellule"

#, python-format
msgid "%(shown)s row, %(size)s. Nothing is changed before you have seen what will be."
msgid_plural "%(shown)s rows, %(size)s. Nothing is changed before you have seen what will be."
msgstr[0] "%(shown)s ligne, %(size)s. Rien ne change avant que vous ayez vu ce qui va se passer."
msgstr[1] "%(shown)s lignes, %(size)s. Rien ne change avant que vous ayez vu ce qui va se passer."

#, python-format
msgid "in %(shown)s row"
msgid_plural "in %(shown)s rows"
msgstr[0] "dans %(shown)s ligne"
msgstr[1] "dans %(shown)s lignes"

#, python-format
msgid "and %(shown)s more"
msgid_plural "and %(shown)s more"
msgstr[0] "et %(shown)s autre"
msgstr[1] "et %(shown)s autres"

msgctxt "import"
msgid "Being read"
msgstr "En lecture"

msgctxt "import"
msgid "Being prepared"
msgstr "En préparation"

msgctxt "import"
msgid "Being checked"
msgstr "En vérification"

msgctxt "import"
msgid "Checked"
msgstr "Vérifié"

msgctxt "import"
msgid "Under way"
msgstr "En cours"

msgctxt "import"
msgid "Paused"
msgstr "Suspendu"

msgctxt "import"
msgid "Cancelled"
msgstr "Arrêté"

msgctxt "import"
msgid "Done"
msgstr "Terminé"

msgctxt "import"
msgid "Stopped"
msgstr "Interrompu"

msgctxt "import"
msgid "Being taken back"
msgstr "En annulation"

msgctxt "import"
msgid "Taken back"
msgstr "Annulé"

msgctxt "rows"
msgid "Created"
msgstr "Créées"

msgctxt "rows"
msgid "Updated"
msgstr "Modifiées"

msgctxt "rows"
msgid "Rejected"
msgstr "Rejetées"

msgid "Give the token as “Authorization: Bearer jauge_…”."
msgstr "Donnez le jeton ainsi : « Authorization: Bearer jauge_… »."

msgid "This token opens nothing: it was revoked, has expired or never existed. Make a new one."
msgstr "Ce jeton n’ouvre rien : il a été révoqué, a expiré ou n’a jamais existé. Créez-en un autre."

msgid "This token is for figures only: make one that may read."
msgstr "Ce jeton ne donne que les chiffres : créez-en un qui permet de lire."

msgid "This token may read only: make one that may write."
msgstr "Ce jeton permet seulement de lire : créez-en un qui permet d’écrire."

msgid "This Idempotency-Key was used for another request: give each request a key of its own."
msgstr "Cette clé Idempotency-Key a servi à une autre requête : donnez à chaque requête sa propre clé."

msgid "The text holds characters that cannot be kept: half of a pair, or zero."
msgstr "Le texte contient des caractères qui ne peuvent pas être conservés : une moitié de paire, ou zéro."

msgid "The JSON is nested too deeply."
msgstr "Le JSON est imbriqué trop profondément."

msgid "There is nothing at this address: see /api/ for what there is."
msgstr "Il n’y a rien à cette adresse : voyez /api/ pour ce qui existe."

#, python-format
msgid "“%(name)s” is no word of this address: write one of %(names)s."
msgstr "« %(name)s » n’est pas un mot de cette adresse : écrivez l’un de ceux-ci : %(names)s."

msgid "Other records refer to it: it cannot be deleted."
msgstr "D’autres fiches s’y rapportent : impossible de la supprimer."

msgid "This contradicts what is stored: a name that is taken, a record that is gone, or dates in the wrong order. Nothing was changed."
msgstr "Ceci contredit ce qui est enregistré : un nom déjà pris, une fiche disparue ou des dates dans le mauvais ordre. Rien n’a été modifié."

msgid "A value is larger than what can be stored. Nothing was changed."
msgstr "Une valeur dépasse ce qui peut être enregistré. Rien n’a été modifié."

msgid "30 days"
msgstr "30 jours"

msgid "90 days"
msgstr "90 jours"

msgid "One year"
msgstr "Un an"

msgid "Until it is revoked"
msgstr "Jusqu’à sa révocation"

msgid "What it is for"
msgstr "À quoi il sert"

msgid "The program that will use it, such as “Web shop”."
msgstr "Le programme qui s’en servira, par exemple « Boutique en ligne »."

msgid "What it may do"
msgstr "Ce qu’il permet"

msgid "Never more than you may yourself."
msgstr "Jamais plus que ce que vous pouvez vous-même."

msgid "How long"
msgstr "Durée"

msgid "status"
msgstr "statut"

msgid "answer kept for a repeated request"
msgstr "réponse gardée pour une requête répétée"

msgid "answers kept for repeated requests"
msgstr "réponses gardées pour des requêtes répétées"

msgid "Figures only"
msgstr "Chiffres seulement"

msgid "Read everything"
msgstr "Tout lire"

msgid "Read and write"
msgstr "Lire et écrire"

msgid "what it may do"
msgstr "ce qu’il permet"

msgid "begins with"
msgstr "commence par"

msgid "last used at"
msgstr "dernière utilisation"

msgid "revoked at"
msgstr "révoqué le"

msgid "API token"
msgstr "jeton d’API"

msgid "API tokens"
msgstr "jetons d’API"

#, python-format
msgid "“%(name)s” is revoked: it opens nothing any more."
msgstr "« %(name)s » est révoqué : il n’ouvre plus rien."

msgid "Token"
msgstr "Jeton"

msgid "Made"
msgstr "Créé"

msgid "Last used"
msgstr "Dernière utilisation"

msgid "Revoke"
msgstr "Révoquer"

msgctxt "token"
msgid "never"
msgstr "jamais"

#, python-format
msgid "revoked on %(when)s"
msgstr "révoqué le %(when)s"

#, python-format
msgid "Revoke “%(name)s”"
msgstr "Révoquer « %(name)s »"

msgid "Keys with which other programs use Jauge in your name: they see and do what you may, and no more."
msgstr "Les clés avec lesquelles d’autres programmes utilisent Jauge en votre nom : ils voient et font ce que vous pouvez, et rien de plus."

msgid "What the API can do"
msgstr "Ce que permet l’API"

msgid "Copy this token now: it is shown this once and not stored. Whoever has it acts in your name."
msgstr "Copiez ce jeton maintenant : il n’est montré qu’une fois et n’est pas enregistré. Qui le possède agit en votre nom."

msgid "Your new token"
msgstr "Votre nouveau jeton"

msgid "No token yet"
msgstr "Aucun jeton pour l’instant"

msgid "Make one below for each program that shall use Jauge, so that each can be revoked alone."
msgstr "Créez-en un ci-dessous pour chaque programme qui doit utiliser Jauge : chacun pourra être révoqué séparément."

msgid "A new token"
msgstr "Un nouveau jeton"

msgid "Make a token"
msgstr "Créer un jeton"

msgid "Everybody else’s"
msgstr "Ceux des autres"

msgid "Tokens of the API"
msgstr "Jetons d’API"

msgid "Valid until"
msgstr "Valable jusqu’au"

msgid "Log it as done, or plan it: what was never planned is not cancelled."
msgstr "Enregistrez-la comme faite, ou planifiez-la : on n’annule pas ce qui n’a jamais été planifié."

msgid "It belongs to the other state: a plan is due, what is done was done."
msgstr "Ceci relève de l’autre état : ce qui est prévu a une échéance, ce qui est fait a une date."

msgid "What is planned has no outcome yet."
msgstr "Ce qui est planifié n’a pas encore de résultat."

msgid "Its state changes by its verbs: done, undo, cancel."
msgstr "Son état change par ses verbes : done, undo, cancel."

msgid "It is cancelled: plan a new one instead."
msgstr "Elle est annulée : planifiez-en une autre."

msgid "This cannot be changed in the state that it is in."
msgstr "Ceci ne peut pas être modifié dans son état actuel."

msgid "This moment is to come: give the one at which it was done."
msgstr "Ce moment est à venir : donnez celui où elle a été faite."

msgid "What was not done is cancelled, not deleted."
msgstr "Ce qui n’a pas été fait s’annule et ne se supprime pas."

msgid "It is no longer planned."
msgstr "Elle n’est plus planifiée."

msgid "It is not done: there is nothing to take back."
msgstr "Elle n’est pas faite : il n’y a rien à reprendre."

msgid "Send an object with the list “rows”."
msgstr "Envoyez un objet avec la liste « rows »."

#, python-format
msgid "Send from 1 to %(most)s rows at once."
msgstr "Envoyez de 1 à %(most)s lignes à la fois."

msgid "A row is a JSON object."
msgstr "Une ligne est un objet JSON."

msgid "There is no such record that you may see."
msgstr "Il n’existe pas de telle fiche que vous puissiez voir."

msgid "Another row of this request is about it as well."
msgstr "Une autre ligne de cette requête porte aussi sur cette fiche."

msgid "Someone else changed it meanwhile: read it again."
msgstr "Quelqu’un l’a modifiée entre-temps : relisez-la."

msgid "This counts nothing: give one of impressions, clicks, leads or orders."
msgstr "Ceci ne compte rien : donnez impressions, clics, prospects ou commandes."

msgid "An account cannot be its own parent: choose another one."
msgstr "Un compte ne peut pas être son propre parent : choisissez-en un autre."

msgid "An id is a whole number."
msgstr "Un identifiant est un nombre entier."

#, python-brace-format
msgid "There is nothing with the id {pk_value} that you may see."
msgstr "Il n’y a rien d’identifiant {pk_value} que vous puissiez voir."

msgid "It is no longer in use: choose another one."
msgstr "Ceci n’est plus utilisé : choisissez autre chose."

msgid "A quantity is more than 0."
msgstr "Une quantité est supérieure à 0."

msgid "A price is not negative."
msgstr "Un prix n’est pas négatif."

msgid "The amount is larger than what can be stored."
msgstr "Le montant dépasse ce qui peut être enregistré."

msgid "An amount is not negative."
msgstr "Un montant n’est pas négatif."

msgid "It is settled when an opportunity is opened, or has a verb of its own."
msgstr "Ceci se fixe à l’ouverture de l’opportunité, ou par un verbe à part."

msgid "It is closed, and keeps the campaign that it was earned in."
msgstr "Elle est clôturée et garde la campagne qui l’a apportée."

msgid "An opportunity opens in an open stage: win or lose it with its verb afterwards."
msgstr "Une opportunité s’ouvre dans une étape ouverte : gagnez-la ou perdez-la ensuite par son verbe."

msgid "This day is to come: give the day on which it was opened."
msgstr "Ce jour est à venir : donnez celui de l’ouverture."

msgid "A new person is in their team from their first day."
msgstr "Une nouvelle personne est dans son équipe dès son premier jour."

msgid "Name the person whose it is to be."
msgstr "Indiquez à qui ceci doit revenir."

msgid "Rows are sorted by “id” or “-id”."
msgstr "Les lignes se trient par « id » ou « -id »."

#, python-format
msgid "“limit” is a whole number from 1 to %(most)s."
msgstr "« limit » est un nombre entier de 1 à %(most)s."

#, python-format
msgid "“%(name)s” is no field of it: choose among %(names)s."
msgstr "« %(name)s » n’est pas un de ses champs : choisissez parmi %(names)s."

msgid "A whole number: -1 or 1."
msgstr "Un nombre entier : -1 ou 1."

msgid "It stays where it is: make a new one there."
msgstr "Ceci reste où il est : créez-en un autre là-bas."

msgid "Give the day on which it was sold."
msgstr "Donnez le jour de la vente."

msgid "Give the amount, or the lines that add up to it."
msgstr "Donnez le montant, ou les lignes qui en font le total."

msgid "A sale’s amount is not negative: give money back with the verb “refund”."
msgstr "Le montant d’une vente n’est pas négatif : remboursez par le verbe « refund »."

msgid "Lines are settled when a sale is recorded: cancel it and record it anew."
msgstr "Les lignes se fixent à l’enregistrement de la vente : annulez-la et enregistrez-la de nouveau."

msgid "It was made by winning an opportunity: change that, and the sale follows."
msgstr "Elle vient d’une opportunité gagnée : modifiez celle-ci, la vente suivra."

msgid "Its lines add up to the amount: cancel it and record it anew."
msgstr "Ses lignes font le total : annulez-la et enregistrez-la de nouveau."

msgid "Only a sale that stands can be refunded or cancelled."
msgstr "Seule une vente valable peut être remboursée ou annulée."

msgid "This sale came of another cart."
msgstr "Cette vente vient d’un autre panier."

msgid "This is no field of it, or none that can be written: see /api/ for those that can."
msgstr "Ce champ n’existe pas ou ne peut pas être écrit : voyez /api/ pour ceux qui le peuvent."

msgid "Someone else changed this record meanwhile: read it again, then send your change again."
msgstr "Quelqu’un a modifié cette fiche entre-temps : relisez-la, puis renvoyez votre modification."

msgid "An objective is a team’s or a person’s, not both."
msgstr "Un objectif est celui d’une équipe ou d’une personne, pas des deux."

#, python-format
msgid "This period begins on %(first)s: give its first day."
msgstr "Cette période commence le %(first)s : donnez son premier jour."

msgid "The same objective is there twice: keep one of them."
msgstr "Le même objectif y figure deux fois : n’en gardez qu’un."

#, python-format
msgid "An Idempotency-Key is 1 to %(most)s letters, digits, “-” and “_”."
msgstr "Une clé Idempotency-Key compte de 1 à %(most)s lettres, chiffres, « - » et « _ »."

msgid "The API"
msgstr "L’API"

msgid "What other programs can read and do here, with the rights of whoever gave them a token."
msgstr "Ce que d’autres programmes peuvent lire et faire ici, avec les droits de qui leur a donné un jeton."

msgid "To begin with"
msgstr "Pour commencer"

msgid "A list is read page by page: follow the address in “next” until it is null. “limit” is at most 500, “order=id” turns it, “fields” names the fields that are wanted."
msgstr "Une liste se lit page par page : suivez l’adresse de « next » jusqu’à ce qu’elle soit nulle. « limit » vaut au plus 500, « order=id » inverse l’ordre, « fields » nomme les champs voulus."

msgid "Money is a text of exact decimals, such as “1250.00”; ids are whole numbers; days are 2026-03-31, moments 2026-03-31T14:30:00Z."
msgstr "Un montant est un texte aux décimales exactes, comme « 1250.00 » ; les identifiants sont des nombres entiers ; les jours s’écrivent 2026-03-31, les moments 2026-03-31T14:30:00Z."

msgid "Each record comes with an ETag. Sent back as If-Match it refuses, with 412, a change of what somebody else has changed since."
msgstr "Chaque fiche vient avec un ETag. Renvoyé en If-Match, il fait refuser, par 412, la modification de ce que quelqu’un d’autre a changé depuis."

msgid "A POST with an Idempotency-Key may be sent again: it is carried out once and answered as the first time."
msgstr "Un POST muni d’une Idempotency-Key peut être renvoyé : il n’est exécuté qu’une fois et reçoit la même réponse."

msgid "“bulk” takes up to 500 rows at once, all or none, and tells each error with its row."
msgstr "« bulk » prend jusqu’à 500 lignes à la fois, toutes ou aucune, et donne chaque erreur avec sa ligne."

msgid "Every refusal is a problem document with a code for programs, a sentence for people, and the errors of each field."
msgstr "Tout refus est un document de problème : un code pour les programmes, une phrase pour les personnes et les erreurs de chaque champ."

msgid "RateLimit headers tell how many requests are left in this minute; after 429 wait as long as Retry-After says."
msgstr "Les en-têtes RateLimit disent combien de requêtes restent dans la minute ; après un 429, attendez le temps qu’indique Retry-After."

msgid "What there is"
msgstr "Ce qui existe"

msgid "Words of the address"
msgstr "Mots de l’adresse"

msgid "What is sent"
msgstr "Ce qui est envoyé"

msgid "And, as everywhere:"
msgstr "Et, comme partout :"

msgid "Answers:"
msgstr "Réponses :"

msgid "Form"
msgstr "Forme"

msgid "About"
msgstr "À propos"

#, python-format
msgid "%(count)s operation"
msgid_plural "%(count)s operations"
msgstr[0] "%(count)s opération"
msgstr[1] "%(count)s opérations"

msgid "no last day"
msgstr "sans limite"

msgid "Something went wrong on our side: look whether it was done before you try again."
msgstr "Une erreur est survenue de notre côté : vérifiez si la demande a été exécutée avant de la renvoyer."

msgid "Its sales and carts count for this channel."
msgstr "Ses ventes et ses paniers comptent pour ce canal."

msgid "Who gets what belongs to no customer that somebody looks after."
msgstr "Qui reçoit ce qui ne concerne aucun client suivi par quelqu’un."

msgid "Whoever buys and is not known by e-mail or phone becomes an account. Carts and calls never make one."
msgstr "Qui achète sans être connu par son e-mail ou son téléphone devient un compte. Paniers et appels n’en créent jamais."

msgid "For telephone systems. Empty: as the type with the code “call”."
msgstr "Pour les standards téléphoniques. Vide : le type dont le code est « call »."

msgid "The shop’s secret"
msgstr "Le secret de la boutique"

msgid "Copy it from the shop’s page of webhooks, without spaces around it."
msgstr "Copiez-le depuis la page des webhooks de la boutique, sans espaces autour."

msgid "Nobody here has this number or address: the call belongs to no account."
msgstr "Personne ici n’a ce numéro ou cette adresse : l’appel n’est rattaché à aucun compte."

msgid "Nobody has said which type of activity calls are: choose it on the page of this system."
msgstr "Le type d’activité des appels n’est pas choisi : indiquez-le sur la page de ce système."

msgid "unknown number"
msgstr "numéro inconnu"

#, python-format
msgid "Call with %(number)s"
msgstr "Appel avec %(number)s"

#, python-format
msgid "Call from %(number)s"
msgstr "Appel de %(number)s"

#, python-format
msgid "Call to %(number)s"
msgstr "Appel vers %(number)s"

#, python-format
msgid "There is no account with the external id “%(key)s”: make it first."
msgstr "Aucun compte n’a l’identifiant externe « %(key)s » : créez-le d’abord."

#, python-format
msgid "“%(field)s” is not more than 0."
msgstr "« %(field)s » doit être supérieur à 0."

#, python-format
msgid "“%(field)s” is neither inbound nor outbound."
msgstr "« %(field)s » doit être inbound ou outbound."

#, python-format
msgid "Jauge uses messages of the types %(names)s."
msgstr "Jauge utilise les messages des types %(names)s."

msgid "It was received before."
msgstr "Ce message était déjà reçu."

msgid "Something newer was received before: it stays."
msgstr "Une version plus récente était déjà reçue : elle reste."

msgid "It was deleted here: it is not made again."
msgstr "Il a été supprimé ici : il n’est pas recréé."

msgid "The message is no JSON."
msgstr "Le message n’est pas du JSON."

msgid "The message is no JSON object."
msgstr "Le message n’est pas un objet JSON."

#, python-format
msgid "“%(field)s” is no field of it: write one of %(names)s."
msgstr "« %(field)s » n’en est pas un champ : écrivez l’un de %(names)s."

#, python-format
msgid "“%(field)s” is missing."
msgstr "« %(field)s » manque."

#, python-format
msgid "“%(field)s” is no text."
msgstr "« %(field)s » n’est pas un texte."

#, python-format
msgid "“%(field)s” is longer than 100 characters."
msgstr "« %(field)s » dépasse 100 caractères."

#, python-format
msgid "“%(field)s” is no number."
msgstr "« %(field)s » n’est pas un nombre."

#, python-format
msgid "“%(field)s” is larger than what can be stored."
msgstr "« %(field)s » dépasse ce qui peut être enregistré."

#, python-format
msgid "“%(field)s” is negative."
msgstr "« %(field)s » est négatif."

#, python-format
msgid "“%(field)s” is no whole number."
msgstr "« %(field)s » n’est pas un nombre entier acceptable."

#, python-format
msgid "“%(field)s” is neither true nor false."
msgstr "« %(field)s » n’est ni true ni false."

#, python-format
msgid "“%(field)s” is no currency: write three capital letters."
msgstr "« %(field)s » n’est pas une devise : écrivez trois majuscules."

#, python-format
msgid "“%(field)s” is no moment with a time zone: write it like 2026-03-31T14:05:00+02:00."
msgstr "« %(field)s » n’est pas un instant avec fuseau horaire : écrivez-le comme 2026-03-31T14:05:00+02:00."

#, python-format
msgid "“%(field)s” is in the future."
msgstr "« %(field)s » est dans le futur."

#, python-format
msgid "“%(field)s” is no object."
msgstr "« %(field)s » n’est pas un objet."

#, python-format
msgid "“%(field)s” is no list of objects."
msgstr "« %(field)s » n’est pas une liste d’objets."

msgid "Too many messages: send it again in a minute."
msgstr "Trop de messages : renvoyez celui-ci dans une minute."

msgid "The message is larger than 2.5 MB."
msgstr "Le message dépasse 2,5 Mo."

msgid "The shop tried the address: it is right."
msgstr "La boutique a essayé l’adresse : elle est bonne."

msgid "The signature was not made with this system’s secret, or it is older than five minutes."
msgstr "La signature n’est pas celle du secret de ce système, ou elle a plus de cinq minutes."

msgid "Nothing is connected at this address, or it was switched off."
msgstr "Rien n’est connecté à cette adresse, ou la connexion est coupée."

msgid "A value is larger than what can be stored."
msgstr "Une valeur dépasse ce qui peut être enregistré."

msgid "The order is not paid yet: it becomes a sale once it is."
msgstr "La commande n’est pas encore payée : elle deviendra une vente une fois payée."

msgid "Shipping, fees and rounding"
msgstr "Port, frais et arrondis"

msgid "No such order was received: there is nothing to cancel."
msgstr "Cette commande n’avait pas été reçue : il n’y a rien à annuler."

msgid "The sale that it belongs to was not received yet: it waits for it."
msgstr "La vente concernée n’est pas encore reçue : le remboursement l’attend."

msgid "Goods came back, and no money was given back."
msgstr "Des articles sont revenus, sans remboursement."

msgid "Jauge uses the topics of orders, refunds and checkouts."
msgstr "Jauge utilise les sujets des commandes, des remboursements et des paiements (checkouts)."

msgid "It is a test order of the shop."
msgstr "C’est une commande d’essai de la boutique."

msgid "Jauge uses the topics order.created, order.updated, order.deleted and order.restored."
msgstr "Jauge utilise les sujets order.created, order.updated, order.deleted et order.restored."

msgid "Another system"
msgstr "Un autre système"

msgid "owner of new records"
msgstr "responsable des nouvelles fiches"

msgid "new customers become accounts"
msgstr "les nouveaux clients deviennent des comptes"

msgid "calls are logged as"
msgstr "les appels sont notés comme"

msgid "last received"
msgstr "dernière réception"

msgid "connected system"
msgstr "système connecté"

msgid "connected systems"
msgstr "systèmes connectés"

msgid "Cart"
msgstr "Panier"

msgid "became a record"
msgstr "enregistré"

msgid "received record"
msgstr "élément reçu"

msgid "received records"
msgstr "éléments reçus"

msgctxt "delivery"
msgid "Recorded"
msgstr "Enregistré"

msgctxt "delivery"
msgid "Known already"
msgstr "Déjà connu"

msgctxt "delivery"
msgid "Waits"
msgstr "En attente"

msgctxt "delivery"
msgid "Not used"
msgstr "Non utilisé"

msgctxt "delivery"
msgid "Refused"
msgstr "Refusé"

msgctxt "delivery"
msgid "Wrong signature"
msgstr "Signature fausse"

msgid "received"
msgstr "reçu"

msgid "topic"
msgstr "sujet du message"

msgid "message"
msgstr "message"

msgid "deliveries"
msgstr "réceptions"

msgid "It is connected as soon as the steps on this page are done."
msgstr "La connexion sera faite dès que les étapes de cette page le seront."

msgid "The secret is kept: from now on the shop’s messages are checked with it."
msgstr "Le secret est enregistré : les messages de la boutique sont désormais vérifiés avec lui."

#, python-format
msgid "“%(name)s” is received again."
msgstr "« %(name)s » est de nouveau reçu."

#, python-format
msgid "“%(name)s” is switched off."
msgstr "« %(name)s » est coupé."

msgid "Address to send to"
msgstr "Adresse d’envoi"

msgid "In WordPress, open <b>WooCommerce → Settings → Advanced → Webhooks</b> and add a webhook."
msgstr "Dans WordPress, ouvrez <b>WooCommerce → Réglages → Avancé → Webhooks</b> et ajoutez un webhook."

msgid "Choose the status <b>Active</b> and the topic <b>Order created</b>; paste the address above as delivery URL, and the secret; keep the newest API version, and save."
msgstr "Choisissez l’état <b>Actif</b> et le sujet <b>Commande créée</b> ; collez l’adresse ci-dessus comme URL de livraison, puis le secret ; gardez la version d’API la plus récente, et enregistrez."

msgid "Add two more in the same way, with the topics <b>Order updated</b> and <b>Order deleted</b>."
msgstr "Ajoutez-en deux autres de la même façon, avec les sujets <b>Commande mise à jour</b> et <b>Commande supprimée</b>."

msgid "WooCommerce tells of no carts: an order counts as one from the checkout on until it is paid."
msgstr "WooCommerce n’annonce pas les paniers : une commande en est un depuis la validation jusqu’au paiement."

msgid "In Shopify, open <b>Settings → Notifications → Webhooks</b> and create a webhook for each of these events, in JSON, with the address above: <b>Order creation, Order update, Order cancellation, Order deletion, Refund create, Checkout creation, Checkout update</b>."
msgstr "Dans Shopify, ouvrez <b>Paramètres → Notifications → Webhooks</b> et créez un webhook pour chacun de ces événements, en JSON, avec l’adresse ci-dessus : <b>création, mise à jour, annulation et suppression de commande, création de remboursement, création et mise à jour de paiement (checkout)</b>."

msgid "Below the list of webhooks Shopify shows the secret that it signs with: paste it under <b>Secret</b> on this page. Until then everything is refused."
msgstr "Sous la liste des webhooks, Shopify affiche le secret avec lequel il signe : collez-le sous <b>Secret</b> sur cette page. D’ici là, tout est refusé."

msgid "Send each document as JSON by POST, with the header <code>Jauge-Signature: t=…,v1=…</code>: the time in seconds, and the HMAC-SHA256, in hexadecimal, of that time, a full stop and the body, with the secret as key."
msgstr "Envoyez chaque document en JSON par POST, avec l’en-tête <code>Jauge-Signature: t=…,v1=…</code> : l’heure en secondes, puis le HMAC-SHA256, en hexadécimal, de cette heure, d’un point et du corps du message, avec le secret pour clé."

msgid "These types of documents are recorded:"
msgstr "Ces types de documents sont enregistrés :"

msgid "Their fields, with examples, are in docs/ingest.md."
msgstr "Leurs champs, avec des exemples, sont dans docs/ingest.md."

msgid "Shops and telephony"
msgstr "Boutiques et téléphonie"

msgid "Switched off"
msgstr "Coupé"

#, python-format
msgid "last received %(when)s"
msgstr "dernière réception le %(when)s"

msgid "nothing received yet"
msgstr "rien reçu pour l’instant"

msgid "How to connect it"
msgstr "Comment le connecter"

msgid "Received in the last 30 days"
msgstr "Reçu ces 30 derniers jours"

msgid "Show all"
msgstr "Tout afficher"

msgid "Only refused ones"
msgstr "Seulement les refus"

msgid "Received"
msgstr "Reçu"

msgid "Topic"
msgstr "Sujet du message"

msgid "External id"
msgstr "Identifiant externe"

msgid "What came of it"
msgstr "Résultat"

msgid "Message"
msgstr "Message"

msgid "Nothing was refused"
msgstr "Rien n’a été refusé"

msgid "Nothing received yet"
msgstr "Rien reçu pour l’instant"

msgid "As soon as the shop sends something, it is here, with what came of it."
msgstr "Dès que la boutique envoie quelque chose, c’est ici, avec le résultat."

msgid "Secret"
msgstr "Secret"

msgid "If the secret was lost or seen by somebody, make a new one and paste it in the shop."
msgstr "Si le secret est perdu ou si quelqu’un l’a vu, créez-en un nouveau et collez-le dans la boutique."

#, python-format
msgid "Until %(when)s the former secret is taken as well."
msgstr "Jusqu’à %(when)s, l’ancien secret est encore accepté."

msgid "After a change the former secret is taken for one more hour."
msgstr "Après un changement, l’ancien secret reste accepté une heure."

msgid "Keep this secret"
msgstr "Enregistrer ce secret"

msgid "Make a new secret"
msgstr "Créer un nouveau secret"

msgid "Switch off"
msgstr "Couper"

msgid "Switched off, everything it sends is refused, and the shop may give up sending. What it has told of stays."
msgstr "Une fois coupé, tout ce qu’il envoie est refusé, et la boutique peut renoncer à envoyer. Ce qui est déjà reçu reste."

msgid "Nothing is received. What was sent meanwhile does not come by itself: let the shop send it again, or import it."
msgstr "Rien n’est reçu. Ce qui a été envoyé entre-temps ne viendra pas tout seul : faites-le renvoyer par la boutique, ou importez-le."

msgid "Switch on again"
msgstr "Remettre en service"

msgid "Connect a system"
msgstr "Connecter un système"

msgid "The next page gives the address, the secret and the steps in the shop."
msgstr "La page suivante donne l’adresse, le secret et les étapes dans la boutique."

msgid "The secret"
msgstr "Le secret"

msgid "Copy this secret now: it is shown this once. Whoever has it can send sales in this system’s name."
msgstr "Copiez ce secret maintenant : il n’est affiché que cette fois. Qui le détient peut envoyer des ventes au nom de ce système."

msgid "The former one is taken for one more hour."
msgstr "L’ancien reste accepté une heure."

msgid "I have copied it"
msgstr "Je l’ai copié"

msgid "Each has an address of its own to which it sends signed messages: carts, sales, refunds and calls are recorded as they happen."
msgstr "Chacun a sa propre adresse, à laquelle il envoie des messages signés : paniers, ventes, remboursements et appels sont enregistrés au fur et à mesure."

msgid "Owner of new records"
msgstr "Responsable des nouvelles fiches"

msgid "Last received"
msgstr "Dernière réception"

msgid "Refused in 30 days"
msgstr "Refus en 30 jours"

msgid "has left"
msgstr "est parti"

msgid "nothing yet"
msgstr "rien pour l’instant"

msgid "Nothing is connected yet"
msgstr "Rien n’est connecté pour l’instant"

msgid "Connect the web shop, and its carts and sales count here within seconds."
msgstr "Connectez la boutique en ligne : ses paniers et ses ventes comptent ici en quelques secondes."

msgid "Other systems"
msgstr "Autres systèmes"

msgid "What WooCommerce, Shopify, a cash desk or a telephone system tells by itself: carts, sales, refunds, calls."
msgstr "Ce que WooCommerce, Shopify, une caisse ou un standard téléphonique annonce de lui-même : paniers, ventes, remboursements, appels."

#, python-format
msgid "%(shown)s refund waits for its sale, which was not received yet."
msgid_plural "%(shown)s refunds wait for their sales, which were not received yet."
msgstr[0] "%(shown)s remboursement attend sa vente, qui n’est pas encore reçue."
msgstr[1] "%(shown)s remboursements attendent leur vente, qui n’est pas encore reçue."
