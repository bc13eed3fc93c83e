"""A store that is told by CSV files, whatever wrote them: any columns, mapped on a screen, tried before they count."""

from shopkeeper.commerce.adapters.csv_files.adapter import CsvStore

store = CsvStore()

__all__ = ["CsvStore", "store"]
