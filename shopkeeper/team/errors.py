"""What can go wrong in this room, in its own words."""

from shopkeeper.kit import errors


class WrongSignIn(errors.SignedOut):
    """The address or the password is not right. Check both, or choose "Forgot password"."""

    kind = "wrong_sign_in"
    title = "Not signed in"


class CodeNeeded(errors.SignedOut):
    """This account asks for a second step. Enter the six digits from your authenticator app, or a recovery code."""

    kind = "code_needed"
    title = "One more step"


class WrongCode(errors.SignedOut):
    """That code does not match or was used before. Wait for the next one in your app and enter that."""

    kind = "wrong_code"
    title = "Not signed in"


class TooManyAttempts(errors.Busy):
    """Too many sign-in attempts. Wait a while, or choose "Forgot password" to set a new one at once."""

    kind = "too_many_attempts"
    title = "Too many attempts"


class ProveAgain(errors.Forbidden):
    """This opens the account itself, so enter your password once more. A program's token cannot do it."""

    kind = "prove_again"
    title = "Is it you?"


class ReadsOnly(errors.Forbidden):
    """This token may only read. Make one that may write where a program has to."""

    kind = "reads_only"


class LinkSpent(errors.NotFound):
    """This link was used already or is too old. Ask for a new one."""

    kind = "link_spent"
    title = "This link no longer works"


class NoSuchAgent(errors.NotFound):
    """Nobody with this id or address works here. Look at the list of agents in Settings."""


class NoSuchBrand(errors.NotFound):
    """There is no such brand. It may have been removed by a colleague."""


class NoSuchHours(errors.NotFound):
    """There are no such opening hours. They may have been removed by a colleague."""


class NoSuchTeam(errors.NotFound):
    """There is no such team. It may have been removed by a colleague."""


class AgentExists(errors.Conflict):
    """Somebody with this address works here already. Change their entry instead of adding another."""

    kind = "agent_exists"


class AlreadyJoined(errors.Conflict):
    """They have joined already. If they cannot sign in, let them choose "Forgot password"."""

    kind = "already_joined"


class LastAdmin(errors.Conflict):
    """This is the last administrator. Make somebody else one first, so that the desk stays in good hands."""

    kind = "last_admin"


class StillUsed(errors.Conflict):
    """This is still in use. Move what uses it first, then remove it."""

    kind = "still_used"


class SetupDone(errors.Conflict):
    """This desk has its owner already. Sign in, or ask them for an invitation."""

    kind = "setup_done"


class WrongSetupCode(errors.Forbidden):
    """That is not the setup code. It was printed when the server started; start it again for a new one."""

    kind = "wrong_setup_code"


class NoSuchStep(errors.NotFound):
    """The wizard has no such step. Its steps are owner, brand, mailbox, widget, colleagues, hours and done."""


class WrongPassword(errors.Invalid):
    """Your current password is not right. Enter it again."""


class NoTotpBegun(errors.Conflict):
    """Scan the code first, then enter the six digits that your app shows."""


class NeverOpen(errors.Invalid):
    """These opening hours never open. Add an interval, or say that you are always open."""


class NoSuchCountry(errors.Invalid):
    """No holidays are known for this country or region. Choose one from the list, or type the days yourself."""
