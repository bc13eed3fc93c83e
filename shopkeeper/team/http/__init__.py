"""The doors of this room: parse, verb, show."""

from shopkeeper.team.http import entering, me, shop, staff

routes = [*entering.routes, *me.routes, *staff.routes, *shop.routes]
