"""The words of money: what fees are for, what moved the balance, how it was paid, and what is wrong with an amount."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from deskapp.desk.views import FeeRow, PaymentRow
from deskapp.domain.currency import decimals
from deskapp.domain.records import Money
from deskapp.domain.values import FeeKind
from ui.amounts import AmountProblem, money, typed

translate = QCoreApplication.translate

METHODS = ("cash", "card", "transfer")


class MoneyPlurals(QObject):
    """What is counted. A QObject, because the tools find plurals only in its `tr`."""

    def chosen(self, count: int) -> str:
        return self.tr("%n fee(s) chosen", "", count)

    def late(self, count: int) -> str:
        return self.tr("%n day(s) late", "", count)


plurals = MoneyPlurals()


def fee_kind(kind: FeeKind) -> str:
    """What a fee is charged for."""
    return {
        FeeKind.MANUAL: translate("money_words", "Other fee"),
        FeeKind.OVERDUE: translate("money_words", "Overdue fine"),
        FeeKind.RENTAL: translate("money_words", "Loan fee"),
        FeeKind.REPLACEMENT: translate("money_words", "Replacement"),
        FeeKind.PROCESSING: translate("money_words", "Processing"),
        FeeKind.DAMAGE: translate("money_words", "Damage"),
        FeeKind.CARD: translate("money_words", "New card"),
        FeeKind.REQUEST: translate("money_words", "Request"),
        FeeKind.UNFETCHED: translate("money_words", "Request not picked up"),
        FeeKind.SUSPENSION: translate("money_words", "Suspension exchanged"),
        FeeKind.GIVEN_BACK: translate("money_words", "Given back beyond the credit"),
    }[kind]


def fee_line(fee: FeeRow) -> str:
    """A fee in one line: its kind, and for what."""
    kind = fee_kind(fee.kind)
    return f"{kind}: {fee.note}" if fee.note else kind


def movement(kind: Money) -> str:
    """What moved the balance."""
    return {
        Money.PAYMENT: translate("money_words", "Payment"),
        Money.REFUND: translate("money_words", "Refund"),
        Money.CREDIT: translate("money_words", "Credit"),
        Money.WAIVER: translate("money_words", "Waived"),
    }[kind]


def voided(row: PaymentRow) -> str:
    """What is said when a movement was declared void."""
    return {
        Money.PAYMENT: translate("money_words", "Payment of {amount} voided"),
        Money.REFUND: translate("money_words", "Refund of {amount} voided"),
        Money.CREDIT: translate("money_words", "Credit of {amount} voided"),
        Money.WAIVER: translate("money_words", "Waiver of {amount} voided"),
    }[row.kind].format(amount=money(row.amount, row.currency))


def method(code: str) -> str:
    """How money changed hands."""
    return {
        "cash": translate("money_words", "Cash"),
        "card": translate("money_words", "Bank card"),
        "transfer": translate("money_words", "Bank transfer"),
    }.get(code, code)


def amount_problem(problem: AmountProblem, currency: str) -> str:
    """What is wrong with an amount, and how it is written."""
    example = typed(15 * 10 ** max(decimals(currency) - 1, 1), currency)
    match problem:
        case AmountProblem.EMPTY:
            return ""
        case AmountProblem.NOT_AN_AMOUNT:
            return translate("money_words", "Not an amount of money: write it like {example}.").format(example=example)
        case AmountProblem.TOO_MANY_DECIMALS if not decimals(currency):
            text = translate("money_words", "{currency} has no decimals: write it like {example}.")
            return text.format(currency=currency, example=example)
        case AmountProblem.TOO_MANY_DECIMALS:
            text = translate("money_words", "Too many decimals for {currency}: write it like {example}.")
            return text.format(currency=currency, example=example)


def no_permission() -> dict[str, str]:
    """Why a button is off: by the code of the permission that is missing."""
    return {
        "take_money": translate("money_words", "You do not have the permission to take money."),
        "waive": translate("money_words", "You do not have the permission to waive fees."),
        "refund": translate("money_words", "You do not have the permission to give money back or grant credit."),
        "lift_suspension": translate("money_words", "You do not have the permission to end suspensions."),
    }
