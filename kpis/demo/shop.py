"""The web shop and the two stores: sales to people, refunds, carts; and since when who is a customer."""

from datetime import date, timedelta
from decimal import Decimal

from crm.models import Account, Campaign, Cart, Region, Sale, SaleLine
from crm.models.lines import share_out
from kpis.demo.reference import ONLINE, STORE, effect_of, running
from kpis.demo.selling import BATCH, make_sales
from kpis.demo.world import CENT, SHOP_SEASON, World

ONLINE_A_DAY = 8.0
STORE_A_DAY = 2.1
ABANDONED_FOR_A_SALE = 1.3
REFUNDED = 0.035
GOODS = 14  # products that a shop sells; the rest are services


def make_shop(world: World) -> None:
    """The stores belong to the centre and the falling region; the web sells everywhere."""
    sales = []
    for on in world.days():
        for region in world.regions:
            sales += [sell(world, on, region, ONLINE) for _ in range(world.how_many(wanted(world, on, region, ONLINE)))]
        if on.weekday() < 6 and on not in world.holidays:
            for region in world.regions[1:]:
                number = world.how_many(wanted(world, on, region, STORE))
                sales += [sell(world, on, region, STORE) for _ in range(number)]
    make_sales(sales)
    make_refunds(world)
    make_carts(world, [sale for sale, _lines in sales if sale.channel == world.channels[ONLINE]])
    remember_customers(world)


def wanted(world: World, on: date, region: Region, channel: int) -> float:
    """The mean number of sales of a day in a region."""
    mean = ONLINE_A_DAY / len(world.regions) if channel == ONLINE else STORE_A_DAY
    campaign = running(world, on, channel)
    effect = 1 + effect_of(world, campaign) if campaign else 1.0
    fall = 0.5 if world.is_falling(region, on) else 1.0
    return mean * world.demand(SHOP_SEASON, on) * effect * fall * world.share


def sell(world: World, on: date, region: Region, channel: int) -> tuple[Sale, list[SaleLine]]:
    lines = [sale_line(world) for _ in range(world.pick((1, 2, 3), (6, 3, 1)))]
    seller = clerk(world, on, region) if channel == STORE else None
    sale = Sale(
        sold_on=on, sold_at=world.moment(on, 8 if on == world.today else world.random.randrange(9, 19)),
        amount=sum((line.amount for line in lines), Decimal(0)), channel=world.channels[channel], region=region,
        campaign=credited(world, on, channel), team=world.teams[3], owner=seller,
        account=buyer(world, on, region) if world.chance(0.85) else None,
        source=world.pick(world.sources, (3, 0, 4, 0, 3, 5)),
        number=f"{'W' if channel == ONLINE else 'M'}{on:%y%m%d}-{world.random.randrange(10000):04}",
    )  # fmt: skip
    if sale.campaign:
        sale.source = world.sources[5]
    return sale, lines


def credited(world: World, on: date, channel: int) -> Campaign | None:
    """The running campaign gets every second sale; one that moves nobody, one in twelve."""
    campaign = running(world, on, channel)
    if campaign is None:
        return None
    return campaign if world.chance(0.5 if effect_of(world, campaign) else 0.08) else None


def clerk(world: World, on: date, region: Region) -> object:
    """A rep of the region's store who is here that day."""
    here = [each for each in world.sellers if each.is_store and each.region == region and each.is_here(on)]
    present = [each for each in here if on not in each.days_off]
    return world.pick(present or here).user if here else None


def buyer(world: World, on: date, region: Region) -> Account | None:
    """Somebody of the region who was known on the day; some come back often."""
    for _ in range(12):
        account = world.people[int(world.random.random() ** 1.6 * len(world.people))]
        if account.region == region and account.prospect_since and account.prospect_since <= on:
            return account
    return None


def sale_line(world: World) -> SaleLine:
    product = world.pick(world.products[:GOODS])
    assert product.price is not None and product.cost is not None
    quantity = Decimal(world.pick((1, 2, 3, 4), (7, 2, 1, 1)))
    discount = Decimal(world.pick((100, 95, 90), (8, 1, 1))) / 100
    amount = (product.price * quantity * discount).quantize(CENT)
    return SaleLine(
        product=product, quantity=quantity, unit_price=product.price, amount=amount, cost=product.cost * quantity
    )


def make_refunds(world: World) -> None:
    """Whole or half, some days after the sale, for goods of shops and of projects alike."""
    refunds = []
    for sale in Sale.objects.counted().order_by("pk").prefetch_related("lines__product"):
        on = sale.sold_on + timedelta(days=2 + world.random.randrange(18))
        if sale.amount and world.chance(REFUNDED) and on <= world.today:
            refunds.append(refund_of(sale, on, world.pick((1, 2), (6, 4))))
    make_sales(refunds)


def refund_of(sale: Sale, on: date, part: int) -> tuple[Sale, list[SaleLine]]:
    """As `Sale.refund` makes it: the attribution of the sale, its products, neither quantity nor cost undone."""
    amount = -(sale.amount / part).quantize(CENT)
    names = ("account_id", "contact_id", "opportunity_id", "source_id", "owner_id", "team_id", "region_id",
             "channel_id", "campaign_id")  # fmt: skip
    refund = Sale(
        kind=Sale.Kind.REFUND, amount=amount, sold_on=on, refund_of=sale,
        **{name: getattr(sale, name) for name in names},
    )  # fmt: skip
    lines = list(sale.lines.all())
    parts = share_out(amount, [line.amount for line in lines])
    return refund, [
        SaleLine(product=line.product, description=line.description, quantity=Decimal(-1), amount=each)
        for line, each in zip(lines, parts, strict=True)
    ]


def make_carts(world: World, sales: list[Sale]) -> None:
    """One for each sale of the web shop, and those that were left."""
    carts = []
    for number, sale in enumerate(sales, 1):
        assert sale.sold_at is not None
        carts.append(cart(world, sale, f"K{number:06}", is_converted=True))
        for left in range(world.how_many(ABANDONED_FOR_A_SALE)):
            carts.append(cart(world, sale, f"K{number:06}-{left + 1}", is_converted=False))
    Cart.objects.bulk_create(carts, batch_size=BATCH)


def cart(world: World, sale: Sale, code: str, is_converted: bool) -> Cart:
    """A cart of the sale, begun some minutes before it; or one like it that nobody paid."""
    assert sale.sold_at is not None and sale.items is not None
    created = world.moment(sale.sold_on, 7)
    made = Cart(
        external_id=code, created_at=created, created_on=sale.sold_on, amount=sale.amount, items=int(sale.items),
        touched_at=sale.sold_at if is_converted else created + timedelta(minutes=world.random.randrange(50)),
        channel=sale.channel, region=sale.region, campaign=sale.campaign, team=sale.team,
    )  # fmt: skip
    if is_converted:
        made.sale, made.account, made.converted_at = sale, sale.account, sale.sold_at
    return made


def remember_customers(world: World) -> None:
    """Since when each is a customer, and when those who stopped were given up."""
    first: dict[int, date] = {}
    last: dict[int, date] = {}
    for key, on in Sale.objects.counted().order_by("sold_on").values_list("account_id", "sold_on"):
        if key is not None:
            first.setdefault(key, on)
            last[key] = on
    accounts = list(Account.objects.filter(pk__in=Sale.objects.values("account_id")).order_by("pk"))
    for account in accounts:
        account.customer_since = first.get(account.pk)
        account.lost_on = given_up(world, account, last)
    Account.objects.bulk_update(accounts, ["customer_since", "lost_on"], batch_size=200)


def given_up(world: World, account: Account, last: dict[int, date]) -> date | None:
    """Two months after a customer stopped, for half of them, where nothing was bought since."""
    stopped = world.stopped.get(account.pk)
    if stopped is None or account.pk % 2:
        return None
    on = max(stopped, last.get(account.pk, stopped)) + timedelta(days=60)
    return on if on <= world.today else None
