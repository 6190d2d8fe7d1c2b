"""Puts resources/ into the package, which pyproject.toml alone cannot say."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["iplos_desktop*"]), "iplos_desktop.resources"],
    package_dir={"iplos_desktop.resources": "resources"},
)
