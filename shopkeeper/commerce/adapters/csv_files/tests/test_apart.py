"""Reading files in a process of its own finds what reading them here finds, and does without it where it must."""

import sys

import pytest

from shopkeeper.commerce.adapters.csv_files import proposing
from shopkeeper.commerce.adapters.csv_files.apart import BARE, Reader
from shopkeeper.commerce.adapters.csv_files.rows import Place
from shopkeeper.commerce.adapters.csv_files.sheet import Sheet, sheet
from shopkeeper.commerce.adapters.csv_files.taking import take
from shopkeeper.commerce.model.files import FileKind, FilePlan

ORDERS = """Order,Date,Email,Name,Item,Qty,Price,Total,Status,Tracking
#1,2026-03-01,ana@posteo.example,Ana Ådahl,"Mug, blue",2,"9.90",19.80,paid,JD0146
#1,,,,Bowl,1,12.00,,,
#2,2026-03-02,bo@posteo.example,Bo,Plate,1,abc,7.00,paid,
#3,2026-03-03,,,Cup,1,5.00,5.00,refunded,
"""
CUSTOMERS = "Email,Name,Phone,City\nana@posteo.example,Ana,+49 30 901820,Berlin\nnobody,Bo,,\n"
PRODUCTS = "Handle,Title,Price,SKU\nmug,Mug,9.90,M-1\nbowl,Bowl,12.00,B-1\n"


@pytest.mark.parametrize(
    ("words", "kind"), [(ORDERS, FileKind.orders), (CUSTOMERS, FileKind.customers), (PRODUCTS, FileKind.products)]
)
def test_it_finds_what_we_find_ourselves(words: str, kind: FileKind) -> None:
    reader, of = Reader(), _sheet(words)
    assert of.plan.kind is kind
    for most in (1, 200):
        asked = (of, words.encode(), Place(), most)
        assert reader.take(*asked, last=True) == take(*asked, last=True)
    process = reader._process
    reader.end()
    assert (process is not None and process.returncode is not None, reader._process) == (True, None)


@pytest.mark.parametrize(
    "words", ["sys.exit(3)", "sys.stdin.buffer.read(20)", "print('?', end='')", "raise MemoryError"]
)
def test_a_process_that_dies_costs_nothing_but_time(words: str) -> None:
    reader, of = Reader((sys.executable, "-c", f"import sys; {words}")), _sheet(ORDERS)
    for _ in range(2):
        assert reader.take(of, ORDERS.encode(), Place(), 200, last=True).found
    reader.end()


def test_without_such_a_program_the_file_is_read_here() -> None:
    assert Reader(("/nowhere/python",)).take(_sheet(ORDERS), ORDERS.encode(), Place(), 200, last=True).found


def test_one_that_was_killed_is_followed_by_another() -> None:
    reader, of = Reader(), _sheet(ORDERS)
    first = reader.take(of, ORDERS.encode(), Place(), 200, last=True)
    assert reader._process is not None
    reader._process.kill()
    reader._process.wait()
    assert reader.take(of, ORDERS.encode(), Place(), 200, last=True) == first
    assert reader._process is not None
    assert reader._process.poll() is None
    reader.end()


def test_it_ends_when_nothing_is_to_be_read_and_another_begins_when_there_is() -> None:
    reader, of = Reader((sys.executable, "-c", BARE + "apart.main(0.1)")), _sheet(ORDERS)
    for _ in range(2):
        assert reader.take(of, ORDERS.encode(), Place(), 200, last=True).found
        assert reader._process is not None
        assert reader._process.wait(30) == 0
    reader.end()


def _sheet(words: str) -> Sheet:
    shape, plan = proposing.proposed(words.encode(), FilePlan(currency="EUR", zone="UTC"), whole=True)
    return sheet(plan, [one.name for one in shape.columns], 1_773_300_000_000)
