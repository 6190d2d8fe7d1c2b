"""A data year as data: period, calendar, code lists, municipalities, addresses."""

from iplos_desktop.year.builtin import available_years, load_year, nearest_year
from iplos_desktop.year.package import Year

__all__ = ["Year", "available_years", "load_year", "nearest_year"]
