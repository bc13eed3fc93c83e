"""Files in memory, as an owner would bring them, one after the other."""

from collections.abc import Sequence

from shopkeeper.commerce.adapters.csv_files import store
from shopkeeper.commerce.contract import some_store
from shopkeeper.commerce.errors import Unavailable
from shopkeeper.commerce.model import Link, Order
from shopkeeper.commerce.model.files import FilePlan

NOW = 1_800_000_000_000
"""When a file is given: January 2027."""
HEAD = "Order number;Created at;Email;Customer;Payment status;Fulfillment status;Tracking number;Delivered at;Ship to city;Item name;SKU;Quantity;Unit price;Shipping;Total"


class MemoryFile:
    """Has the shape of sdk.KeptFile. `part`: how many bytes are read at once."""

    def __init__(
        self,
        data: bytes,
        plan: FilePlan,
        names: Sequence[str],
        *,
        id: str = "file",
        given_at: int = NOW,
        part: int = 997,
    ) -> None:
        self.id, self.size, self.given_at, self.plan, self.names = id, len(data), given_at, plan, names
        self.total: int | None = None
        self.data, self.part, self.reads, self.trouble = data, part, 0, False

    async def read(self, at: int) -> bytes:
        self.reads += 1
        if self.trouble:
            raise Unavailable("The file storage does not answer.")
        return self.data[at : at + self.part]


def memory_file(text: str, *, encoding: str = "utf-8", **more: int | str) -> MemoryFile:
    """A file planned as we would propose it."""
    data = text.encode(encoding)
    shape, plan = store.look(some_store("csv"), data, whole=True)
    return MemoryFile(data, plan, [column.name for column in shape.columns], **more)  # type: ignore[arg-type]


class FarFiles:
    """Has the shape of FarShop: every order, and every change of one, is a file of its own."""

    def __init__(self) -> None:
        self.files: list[MemoryFile] = []
        self.orders: dict[str, tuple[str, str]] = {}
        self.trouble = False

    @property
    def link(self) -> Link:
        for one in self.files:
            one.trouble = self.trouble
        return Link(store=some_store("csv"), files=tuple(self.files))

    def calls(self) -> int:
        return sum(one.reads for one in self.files)

    async def order(self, state: str = "paid") -> str:
        number = str(1001 + len(self.orders))
        self.orders[number] = (state, "Berlin")
        self._brings(number)
        return number

    async def variant(self, order: Order) -> str:
        return "shirt-l"

    async def change(self, external_id: str) -> None:
        self.orders[external_id] = (self.orders[external_id][0], "Bremen")
        self._brings(external_id)

    async def will(self, trouble: str) -> None:
        self.trouble = trouble in ("failing", "dead")

    def _brings(self, number: str) -> None:
        state, city = self.orders[number]
        words = {"paid": ";;", "sent": "shipped;0034;", "delivered": "delivered;0034;2026-03-14"}[state]
        first = (
            f"#{number};2026-03-12 10:00;ana@example.org;Ana Lima;paid;{words};{city};Shirt;shirt-m;2;29.90;4.90;73.15"
        )
        second = f"#{number};;;;;;;;;Mug;mug;1;8.45;;"
        at = len(self.files) + 1
        self.files.append(
            memory_file("\n".join((HEAD, first, second)), id=f"file-{at}", given_at=1_773_300_000_000 + at)
        )
