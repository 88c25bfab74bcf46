"""Write the template anew."""

from tests.words.template import TEMPLATE, extract

if __name__ == "__main__":
    extract(TEMPLATE)
