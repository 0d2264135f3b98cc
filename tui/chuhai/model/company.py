"""What platforms ask of a company: the gates, their rules and the goods they care about.

Plain enums without pydantic: the schema and the check of a company's profile both use them.
"""

from __future__ import annotations

from enum import StrEnum


class GateKind(StrEnum):
    """What an entry requirement is about."""

    COMPANY_LICENCE = "company-licence"
    SOLE_TRADER = "sole-trader"
    LOCAL_ENTITY = "local-entity"
    WAREHOUSE = "warehouse"
    INVITATION = "invitation"
    EXPERIENCE = "experience"
    BRAND = "brand"
    DEPOSIT = "deposit"
    TAX_NUMBER = "tax-number"
    DOCUMENTS = "documents"
    PROHIBITED_GOODS = "prohibited-goods"
    BANK_ACCOUNT = "bank-account"
    RESPONSIBLE_PERSON = "responsible-person"
    LANGUAGE = "language"
    OTHER = "other"


class GateRule(StrEnum):
    """What the platform says about a gate; what is not known is `unknown`, never guessed."""

    REQUIRED = "required"
    NOT_REQUIRED = "not-required"
    REFUSED = "refused"
    ADVISED = "advised"
    ACCEPTED = "accepted"
    UNKNOWN = "unknown"


class Goods(StrEnum):
    """Goods that need papers of their own or that platforms keep out."""

    BATTERY = "battery"
    CHILDREN = "children"
    COSMETICS = "cosmetics"
    FOOD = "food"


class CompanyKind(StrEnum):
    """In which legal form one sells."""

    COMPANY = "company"
    SOLE_TRADER = "sole-trader"
    NONE = "none"
