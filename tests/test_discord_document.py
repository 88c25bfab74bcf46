"""The checker of requests remembers what is valid; what is not, it finds beside that all the same."""

from copy import deepcopy

import pytest

from tests.discord_document import checker

PATH = "/interactions/1/x/callback"
ANSWER = {
    "type": 4,
    "data": {
        "content": "Rents fall",
        "components": [
            {"type": 1, "components": [{"type": 2, "style": 1, "label": "Agree", "custom_id": f"crux:{number}"}]}
            for number in (1, 2)
        ],
    },
}


@pytest.mark.parametrize(
    ("name", "value"), [("style", 9), ("label", "x" * 81), ("custom_id", ""), ("colour", "red"), ("type", 77)]
)
def test_a_wrong_button_is_found_beside_one_that_is_known_to_be_valid(name: str, value: object) -> None:
    check = checker()
    if check is None:
        pytest.skip("Discord's API document does not lie beside the checkout")
    assert check("POST", PATH, ANSWER) == []
    wrong = deepcopy(ANSWER)
    wrong["data"]["components"][1]["components"][0][name] = value

    assert check("POST", PATH, wrong) != []
    assert check("POST", PATH, ANSWER) == []
