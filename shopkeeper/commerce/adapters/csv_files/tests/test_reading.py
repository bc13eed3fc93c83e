"""Files as they are in the wild: every encoding, sign, line end and export becomes the same orders; no file breaks the reader."""

import asyncio
import csv
import io
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shopkeeper.commerce.adapters.csv_files import store, values
from shopkeeper.commerce.adapters.csv_files.fields import FIELDS, PLACE, fits, named
from shopkeeper.commerce.adapters.csv_files.problem_words import PROBLEMS
from shopkeeper.commerce.adapters.csv_files.rows import Place, rows_in
from shopkeeper.commerce.adapters.csv_files.tests.far import MemoryFile, memory_file
from shopkeeper.commerce.checking import thing_of
from shopkeeper.commerce.contract import assert_adds_up
from shopkeeper.commerce.examining import LANGUAGES, some_store
from shopkeeper.commerce.model import Customer, Order, Product
from shopkeeper.commerce.model.files import DateOrder, FileKind, FilePlan, FileProblem
from shopkeeper.commerce.money import Money

GERMAN = (
    "Bestellnummer;Bestelldatum;E-Mail;Vorname;Nachname;Lieferort;Artikel;Menge;Einzelpreis;Versandkosten;Gesamtsumme;Zahlungsstatus\n"
    "1001;03.04.2026 14:05;ana@example.de;Ana;Lima;Köln;Tee „grün“;2;1.012,50;4,90;2.029,90;bezahlt\n"
    "1002;13.04.2026;bo@example.de;Bo;Ek;Bonn;Tasse;1;8,45;4,90;13,35;offen\n"
)


async def told(file: MemoryFile, most: int = 50) -> tuple[list[Any], list[FileProblem]]:
    """Everything a file holds, and what is wrong with it."""
    place, things, problems = "", list[Any](), list[FileProblem]()
    while True:
        found = await store.read(file, place, most)
        things += [thing_of(change) for _, change in found.things]
        problems += found.problems
        if found.done:
            return things, problems
        assert found.place != place, "It goes on."
        place = found.place


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("sign", [";", "\t", "|"])
async def test_however_it_is_written_it_says_the_same(encoding: str, end: str, sign: str) -> None:
    if encoding.startswith("utf-16") and end == "\r":
        end = "\r\n"
    text = GERMAN.replace(";", sign).replace("\n", end)
    for part in (7, 64, 10_000):
        orders, problems = await told(memory_file(text, encoding=encoding, part=part))
        assert problems == []
        first, second = orders
        assert (first.number, first.ship_to.city, first.lines[0].title) == ("1001", "Köln", "Tee „grün“")
        assert (first.total.minor, first.lines[0].unit_price.minor) == (202_990, 101_250)
        assert (second.number, second.payment_state.value, second.paid.minor) == ("1002", "unpaid", 0)


cells = st.text(st.sampled_from('ab,;" \n\r\t\x00é=@-1'), max_size=8)
tables = st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=12)


@settings(max_examples=250, deadline=None)
@given(table=tables, sign=st.sampled_from(",;\t|"), ends=st.sampled_from(["\n", "\r\n"]), cut=st.integers(1, 60))
def test_rows_are_the_same_wherever_the_file_is_cut(table: list[list[str]], sign: str, ends: str, cut: int) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=sign, lineterminator=ends, quoting=csv.QUOTE_ALL).writerows(table)
    data, plan = out.getvalue().encode(), FilePlan(delimiter=sign)
    at, found = Place(), list[list[str]]()
    until = cut
    while at.at < len(data):
        last = until >= len(data)
        for row in rows_in(data[at.at : until], plan, at, last=last):
            assert row.cells is not None
            found.append(row.cells)
            at = Place(row.end, row.next)
        if last:
            break
        until += cut
    assert found == [[cell.replace("\x00", "") for cell in row] for row in table]
    assert at.at == len(data)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=600))
@example(b'a,b\n"' + b"x,y\n" * 40)
@example(b"\xff\xfe\x00")
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for encoding in ("utf-8", "cp1252", "utf-16-le"):
        plan = FilePlan(encoding=encoding)
        rows = list(rows_in(data, plan, Place(), last=True))
        assert all(row.cells is not None or row.problem for row in rows)
        assert [row.start for row in rows] == sorted(row.start for row in rows)


@settings(max_examples=150, deadline=None)
@given(
    prices=st.lists(st.integers(0, 99_999), min_size=1, max_size=6), total=st.one_of(st.none(), st.integers(-500, 300_000)),
    shipping=st.integers(0, 2_000), off=st.integers(0, 3_000), tax=st.integers(0, 3_000), refunded=st.integers(0, 5_000),
    currency=st.sampled_from(["EUR", "JPY", "KWD"]), count=st.integers(0, 3),
)  # fmt: skip
def test_money_adds_up_whatever_the_file_says(
    prices: list[int], total: int | None, shipping: int, off: int, tax: int, refunded: int, currency: str, count: int
) -> None:
    def written(minor: int) -> str:
        return str(Money(minor, currency).decimal())

    head = "Order number,Created at,Email,Currency,Total,Shipping,Discount,Tax,Refunded amount,Item name,Quantity,Unit price,Payment status\n"
    first = f"1,2026-01-02,a@example.org,{currency},{'' if total is None else written(total)},{written(shipping)},{written(off)},{written(tax)},{written(refunded)}"
    rows = [
        f"{first if at == 0 else '1' + ',' * 8},Thing {at},{count},{written(price)},paid"
        for at, price in enumerate(prices)
    ]
    orders, problems = asyncio.run(told(memory_file(head + "\n".join(rows))))
    owed = total if total is not None else sum(prices) * count - off + shipping
    if owed < 0:
        assert (orders, problems[-1].kind, problems[-1].skipped) == ([], "below_zero", True)
        return
    [order] = orders
    assert_adds_up(order)
    assert (order.currency, order.total.minor) == (currency, owed)


@pytest.mark.parametrize(
    ("written", "order", "day"),
    [
        ("03/04/2026", DateOrder.dmy, "2026-04-03T00:00"), ("03/04/2026", DateOrder.mdy, "2026-03-04T00:00"),
        ("2026-04-03 14:05:11 +0200", DateOrder.ymd, "2026-04-03T12:05"), ("2026-04-03T14:05:11Z", DateOrder.dmy, "2026-04-03T14:05"),
        ("2026-04-03T14:05:11+00:00", DateOrder.dmy, "2026-04-03T14:05"), ("04/03/26", DateOrder.mdy, "2026-04-03T00:00"),
        ("Apr-03-26", DateOrder.mdy, "2026-04-03T00:00"), ("3 April 2026", DateOrder.dmy, "2026-04-03T00:00"),
        ("3. April 2026, 14:05 Uhr", DateOrder.dmy, "2026-04-03T14:05"), ("April 3, 2026 2:05 pm", DateOrder.mdy, "2026-04-03T14:05"),
        ("3 août 2026", DateOrder.dmy, "2026-08-03T00:00"), ("1775217911", DateOrder.dmy, "2026-04-03T12:05"),
        ("31/31/2026", DateOrder.dmy, None), ("yesterday", DateOrder.dmy, None), ("", DateOrder.dmy, None), ("3" * 200, DateOrder.dmy, None),
    ],
)  # fmt: skip
def test_dates(written: str, order: DateOrder, day: str | None) -> None:
    found = values.moment(written, order, "UTC")
    assert (datetime.fromtimestamp(found / 1000, UTC).strftime("%Y-%m-%dT%H:%M") if found is not None else None) == day


def test_a_date_without_a_zone_is_meant_in_the_shops_own() -> None:
    summer, winter = (values.moment(f"2026-{month}-01 12:00", DateOrder.ymd, "Europe/Berlin") for month in ("07", "01"))
    assert summer == values.moment("2026-07-01T10:00Z", DateOrder.ymd, "UTC")
    assert winter == values.moment("2026-01-01T11:00Z", DateOrder.ymd, "UTC")


@pytest.mark.parametrize(
    ("written", "decimal", "minor"),
    [
        ("12.50", ".", 1_250), ("$1,234.5", ".", 123_450), ("1.234,50 €", ",", 123_450), ("1'234.50", ".", 123_450),
        ("(12.50)", ".", -1_250), ("12,50-", ",", -1_250), ("1 234,50", ",", 123_450), ("12,5", ".", None), ("", ".", None),
        ("12.50.1", ".", None), ("12,34,567.00", ".", 123_456_700), ("9" * 80, ".", None), ("free", ".", None),
    ],
)  # fmt: skip
def test_amounts(written: str, decimal: str, minor: int | None) -> None:
    found = values.amount(written, decimal, "EUR")
    assert (found.minor if found is not None else None) == minor


AMAZON = (
    "order-id\torder-item-id\tpurchase-date\tbuyer-email\tbuyer-name\tsku\tproduct-name\tquantity-purchased\tcurrency\titem-price\titem-tax\tshipping-price"
    "\tship-service-level\trecipient-name\tship-address-1\tship-city\tship-postal-code\tship-country\n"
    '171-1\t11\t2026-07-14T18:54:21+00:00\tx@marketplace.amazon.example\tJoe Smith\tA-1\tPipe 5" wide\t2\tUSD\t20.00\t1.60\t4.00\tStandard\tJoe Smith\t1 Lane\tReno\t89501\tUS\n'
    "171-1\t12\t2026-07-14T18:54:21+00:00\tx@marketplace.amazon.example\tJoe Smith\tA-2\tCap\t1\tUSD\t10.00\t0.80\t1.00\tStandard\tJoe Smith\t1 Lane\tReno\t89501\tUS\n"
)
EBAY = (
    ",,,,,,,,,,,\n"
    "Sales Record Number,Order Number,Buyer Username,Buyer Name,Buyer Email,Ship To Name,Ship To City,Ship To Zip,Item Number,Item Title,Custom Label,Quantity,Sold For,Shipping And Handling,eBay Collected Tax,Total Price,Payment Method,Sale Date,Paid On Date,Shipped On Date,Tracking Number\n"
    ",,,,,,,,,,,,,,,,,,,,\n"
    "88,18-15-90,test_buyer,Test Buyer,t@example.org,Test Buyer,York,YO1,4071,Old watch,W-1,1,$25.00,$5.00,$0.00,$30.00,PayPal,Sep-27-26,Sep-27-26,Sep-28-26,9434\n"
    "\n1 record(s) downloaded,,,,,\nSeller ID : somebody,,,\n"
)
ETSY = (
    "Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Coupon Details,Discount Amount,Shipping Discount,Order Shipping,Order Sales Tax,Item Total,Currency,Transaction ID,Listing ID,Date Paid,Date Shipped,Ship Name,Ship Address1,Ship City,Ship State,Ship Zipcode,Ship Country,Order ID,Variations\n"
    '09/03/26,"Mug, speckled",janedoe,2,34.00,,,0,0,8.00,0,68.00,CAD,4001,1501,09/03/26,09/05/26,Jane Doe,12 Lane,Kamloops,BC,V2C 1A1,Canada,9001,Colour: blue\n'
)
WOO = (
    "order_id,order_number,order_date,paid_date,status,shipping_total,discount_total,order_total,order_currency,payment_method_title,billing_first_name,billing_last_name,billing_email,billing_phone,shipping_city,shipping_country,line_item_1,line_item_2\n"
    "55,1055,2026-02-03 10:00:00,2026-02-03 10:01:00,completed,4.90,0,74.15,EUR,Stripe,Ana,Lima,ana@example.org,+49301234567,Berlin,DE,name:Shirt|product_id:12|sku:S-M|quantity:2|total:59.80|sub_total:59.80,name:Mug|product_id:13|sku:MUG|quantity:1|total:9.45|sub_total:9.45\n"
)


@pytest.mark.parametrize(
    ("text", "export", "number", "total", "pieces", "email", "city"),
    [
        (AMAZON, "amazon", "171-1", 3_740, [2, 1], "x@marketplace.amazon.example", "Reno"),
        (EBAY, "ebay", "18-15-90", 3_000, [1], "t@example.org", "York"), (ETSY, "etsy", "9001", 7_600, [2], "", "Kamloops"),
        (WOO, "woocommerce", "1055", 7_415, [2, 1], "ana@example.org", "Berlin"),
    ],
)  # fmt: skip
async def test_exports_that_are_known(
    text: str, export: str, number: str, total: int, pieces: list[int], email: str, city: str
) -> None:
    shape, _ = store.look(some_store("csv"), text.encode(), whole=True)
    assert shape.export == export
    [order], problems = await told(memory_file(text))
    assert problems == []
    assert isinstance(order, Order)
    assert_adds_up(order)
    assert (order.number, order.total.minor, [line.quantity for line in order.lines]) == (number, total, pieces)
    assert (order.email, order.ship_to.city if order.ship_to else "", order.paid) == (email, city, order.total)


async def test_one_cell_that_names_everything_is_taken_apart() -> None:
    head = "Order number,Created at,Email,Items,Total\n1,2026-01-02,a@example.org,"
    [order], _ = await told(memory_file(head + '"2 x Shirt, 1 x Mug",68.25\n'))
    assert [(line.title, line.quantity) for line in order.lines] == [("Shirt", 2), ("Mug", 1)]
    [order], _ = await told(
        memory_file("Order number,Created at,Email,Status,Total\n1,2026-01-02,a@example.org,sent,68.25\n")
    )
    assert [(line.title, line.total.minor) for line in order.lines] == [("1", 6_825)]


async def test_rows_that_are_none_are_told_and_the_others_come() -> None:
    text = (
        "Order number,Created at,Email,Total,Note\n1,2026-01-02,a@example.org,5.00,fine\n2,2026-01-02,b@example.org,5.00,one,two,three\n"
        ',2026-01-02,c@example.org,5.00,no number\n3,2026-01-02,d@example.org,five,\n4,2026-01-02,nobody,6.00,"a ""good"", long\nnote"\n5,2026-01-02,e@example.org,7.00,"never closed\n'
    )
    orders, problems = await told(memory_file(text))
    assert [one.number for one in orders] == ["1", "4"]
    assert [(one.line, one.kind, one.skipped) for one in problems] == [
        (3, "too_many_cells", True), (4, "no_number", True), (5, "no_amount", True), (6, "no_email", False), (8, "quote_open", True),
    ]  # fmt: skip


CLERK = (
    "Export vom 22.11.2026;;;;;;;;;;;;;\n"
    "Bestell-Nr.;Datum;Kunde;E-Mail;Telefon;Artikel;Art.-Nr.;Menge;Einzelpreis (€);Versand;Gesamt;Status;Sendungsnr;Dienst\n"
)
"""The table a shop writes by hand: nobody's known export."""


async def of_clerk(*rows: str, part: int = 997) -> tuple[dict[str, Order], list[tuple[int, str]]]:
    orders, problems = await told(memory_file(CLERK + "\n".join(rows) + "\n", part=part))
    assert all(one.skipped for one in problems)
    return {one.number: one for one in orders}, [(one.line, one.kind) for one in problems]


@pytest.mark.parametrize("part", [31, 997])
async def test_a_row_without_number_is_never_glued_to_somebody_elses_order(part: int) -> None:
    orders, problems = await of_clerk(
        "DE-102;09.01.2025;Zoë Müller;zoe@mail.example;0171 1;Mütze;SKU14;1;10,00;4,90;14,90;bezahlt;;",
        "DE-103;10.01.2025 16:10;Lukas Weiß;lukas@mail.example;0171 2",
        "DE-103;10.01.2025 16:10;;;",
        ";10.01.2025 18:20;François Lefèvre;francois@mail.example;0171 3;Strümpfe, 2er;SKU13;3;5,00;4,90;34,90;storniert;;",
        ";10.01.2025 18:20;;;;Wollmütze grün;SKU14;3;5,00;;;;;",
        "DE-105;10.01.2025;Søren Ødegård;soren@mail.example;0171 4;Schal;SKU5;1;5,00;4,90;9,90;versendet;0034043;DHL Paket",
        part=part,
    )
    assert list(orders) == ["DE-102", "DE-105"]
    assert problems == [(4, "cut_short"), (5, "cut_short"), (6, "no_number"), (7, "no_number")]
    [parcel] = orders["DE-105"].shipments
    assert (parcel.tracking_number, parcel.carrier) == ("0034043", "DHL Paket")


async def test_an_order_that_lost_a_row_is_left_out_whole_and_named() -> None:
    rows = [
        "DE-1;09.01.2025;Zoë;zoe@mail.example;1;Mütze;SKU14;1;10,00;4,90;24,90;bezahlt;;", "DE-1;09.01.2025;;;;Schal;SKU5",
        "DE-2;09.01.2025;Bo;bo@mail.example;1;Mütze;SKU14;1;10,00;4,90;24,90;bezahlt;;", ";09.01.2025;;;;Schal;SKU5;1;10,00;;;;;",
        "DE-3;09.01.2025;Cy;cy@mail.example;1;Mütze;SKU14;1;10,00;4,90;14,90;bezahlt;;", "DE-4",
    ]  # fmt: skip
    orders, problems = await of_clerk(*rows)
    assert list(orders) == ["DE-3"]
    assert problems == [
        (3, "left_out"), (4, "cut_short"), (5, "left_out"), (6, "no_number"), (8, "cut_short"),
    ]  # fmt: skip


async def test_an_export_known_to_leave_the_number_empty_goes_on_where_nothing_contradicts() -> None:
    head = "Order Number,Order Status,Order Date,First Name (Billing),Email (Billing),Order Total Amount,Item Name,Quantity,Item Cost\n"
    first = "71,completed,2026-03-01 10:00,Ana,ana@example.org,30.00,Shirt,1,20.00\n"
    orders, problems = await told(memory_file(head + first + ",,,,,,Mug,1,10.00\n"))
    assert ([len(one.lines) for one in orders], problems) == ([2], [])
    for other in (
        ",,,,bo@example.org,,Mug,1,10.00",
        ",,2026-03-02 10:00,,,,Mug,1,10.00",
        ",cancelled,,,,,Mug,1,10.00",
        ",,,,,10.00,Mug,1,10.00",
    ):
        orders, problems = await told(memory_file(f"{head}{first}{other}\n"))
        assert [(one.number, len(one.lines), one.email) for one in orders] == [("71", 1, "ana@example.org")]
        assert [(one.line, one.kind) for one in problems if one.skipped] == [(3, "no_number")]


@pytest.mark.parametrize("column", ["unit", "total", "shipping"])
async def test_an_amount_that_is_none_is_never_taken_as_nothing(column: str) -> None:
    cells = {"unit": "10,00", "shipping": "4,90", "total": "14,90"}
    sound = "DE-{n};09.01.2025;Zoë;zoe@mail.example;1;Mütze;SKU14;1;{unit};{shipping};{total};bezahlt;;"
    orders, problems = await of_clerk(sound.format(n=1, **cells), sound.format(n=2, **(cells | {column: "abc"})))
    assert (list(orders), problems) == (["DE-1"], [(4, "no_amount")])
    orders, problems = await of_clerk(
        sound.format(n=1, **cells),
        *(sound.format(n=n, unit="10,00", shipping=none, total="10,00") for n, none in ((2, "–"), (3, "gratis"))),
    )  # fmt: skip
    assert (list(orders), problems) == (["DE-1", "DE-2", "DE-3"], [])


async def test_a_total_below_nothing_is_no_order_and_a_day_to_come_is_told() -> None:
    row = "DE-{n};{day};Zoë;zoe@mail.example;1;Mütze;SKU14;1;10,00;4,90;{total};bezahlt;;"
    orders, problems = await of_clerk(
        row.format(n=1, day="09.01.2025", total="14,90"), row.format(n=2, day="09.01.2025", total="-5,00")
    )
    assert (list(orders), problems) == (["DE-1"], [(4, "below_zero")])
    found, told_of = await told(memory_file(CLERK + row.format(n=3, day="01.01.2099", total="14,90") + "\n"))
    assert [(one.number, one.placed_at) for one in found] == [
        ("DE-3", values.moment("2099-01-01", DateOrder.ymd, "UTC"))
    ]
    assert [(one.line, one.kind, one.value, one.skipped) for one in told_of] == [(3, "future", "01.01.2099", False)]


async def test_a_column_of_words_is_no_column_of_amounts() -> None:
    text = "Bestellnummer;Datum;E-Mail;Versand;Bezahlt;Gesamt\n1;09.01.2025;ana@example.org;DHL Paket;ja;14,90\n2;09.01.2025;bo@example.org;Abholung;nein;14,90\n"
    orders, problems = await told(memory_file(text))
    assert problems == []
    assert [(one.payment_state.value, one.shipping.minor) for one in orders] == [("paid", 0), ("unpaid", 0)]


async def test_a_giant_row_does_not_swallow_the_file() -> None:
    rows = "".join(f"{n},2026-01-02,a{n}@example.org,5.00\n" for n in range(2, 60))
    text = (
        "Order number,Created at,Email,Total\n"
        + rows
        + f'1,2026-01-02,"{"x" * 1_200_000}\n'
        + rows.replace(",2026", "9,2026")
    )
    orders, problems = await told(memory_file(text, part=300_000))
    assert len(orders) == 116
    assert {one.kind for one in problems} <= {"quote_open", "too_long"}


async def test_card_numbers_are_masked_and_links_are_links() -> None:
    text = "Order number,Created at,Email,Total,Note,Tracking URL,Tracking number\n1,2026-01-02,a@example.org,5.00,paid with 4242 4242 4242 4242,javascript:alert(1),0034\n"
    [order], _ = await told(memory_file(text))
    assert "4242 4242 4242" not in order.note
    assert order.shipments[0].tracking_url is None


async def test_customers_and_products_of_shopify() -> None:
    customers = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Address1,Default Address City,Default Address Zip,Phone,Total Spent,Total Orders,Tags\n'77,Ana,Lima,ana@example.org,yes,Lange Str. 1,Bremen,'28195,'+49421123,120.50,3,\"vip, tea\"\n"
    [ana], problems = await told(memory_file(customers))
    assert problems == []
    assert isinstance(ana, Customer)
    assert (ana.name, ana.external_id, ana.phone, ana.accepts_marketing, ana.orders_count) == (
        "Ana Lima",
        "guest:ana@example.org",
        "+49421123",
        True,
        3,
    )
    assert (ana.place and ana.place.postcode, ana.tags) == ("28195", ("vip", "tea"))
    products = "ID,Type,SKU,Name,Regular price,In stock?,Stock\n12,simple,MUG,Mug,8.45,1,7\n"
    [mug], problems = await told(memory_file(products))
    assert isinstance(mug, Product)
    assert (mug.id, mug.title, [(one.sku, one.price.minor, one.stock) for one in mug.variants]) == (
        "12",
        "Mug",
        [("MUG", 845, 7)],
    )


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Lieferadresse Ort", "ship_city"), ("Shipping Zip", "ship_postcode"), ("billing_postcode", "bill_postcode"), ("City (Billing)", "bill_city"),
        ("Ship To State", "ship_region"), ("orderID", "number"), ("createdDate", "placed_at"), ("N° de commande", "number"), ("Fecha del pedido", "placed_at"),
        ("Versandkosten", "shipping"), ("Item 2 Name", "title#2"), ("line_item_3", "packed#3"), ("Prénom", "first_name"), ("Shoe size", ""), ("", ""),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_names(header: str, field: str) -> None:
    assert named(header, FileKind.orders) == field


def test_fields_fit_their_kind_and_problems_speak_four_languages() -> None:
    assert [field for kind in FileKind for field in FIELDS[kind] if not fits(field, kind)] == []
    assert not any(fits(field, FileKind.orders) for field in ("title#0", "title#100", "note#1", "shoe_size", ""))
    assert all(set(said) == set(LANGUAGES) and all(said.values()) for said in PROBLEMS.values())


def test_the_screen_offers_what_a_column_can_mean() -> None:
    """The list of the workspace lacks nothing of ours."""
    found = next(parent / "workspace" for parent in Path(__file__).parents if (parent / "workspace").is_dir())
    screen = (found / "src/rooms/settings/stores/csv/model.ts").read_text()
    offered = set(re.findall(r'"([a-z_0-9]+)"', screen))
    plain = {field for kind in FileKind for field in FIELDS[kind] if not field.startswith(("ship_", "bill_"))}
    assert (plain | set(PLACE)) - offered == set()


async def test_a_file_without_any_number_costs_what_any_other_costs() -> None:
    rows = [";09.01.2025;Zoë;;;Mütze;SKU14;1;10,00;;;;;"] * 20_000
    began = time.process_time()
    orders, problems = await of_clerk(*rows, part=1_000_000)
    assert (orders, len(problems)) == ({}, len(rows))
    assert time.process_time() - began < 20


def test_an_open_quote_before_a_hundred_thousand_lines_costs_little() -> None:
    data = b'a,b\n1,"open\n' + b"2,x\n" * 400_000
    began = time.process_time()
    rows = list(rows_in(data, FilePlan(), Place(), last=True))
    assert len(rows) == 400_002
    assert [row.line for row in rows if row.cells is None] == [2]
    assert time.process_time() - began < 20
