"""What our letters to agents say, in four languages. A language we do not have gets English."""

from datetime import UTC, datetime
from typing import NamedTuple

from shopkeeper.team.model import Session


class Words(NamedTuple):
    subject: str
    text: str


ENGLISH = "en"

LETTERS: dict[str, dict[str, Words]] = {
    "invitation": {
        "en": Words(
            "You are invited to the desk",
            "Hello {name},\n\nyou are invited to answer customers with us. Choose a password here:\n\n{link}\n\n"
            "The link works once, for seven days.\n",
        ),
        "de": Words(
            "Einladung an den Tresen",
            "Hallo {name},\n\nSie sind eingeladen, mit uns Kundinnen und Kunden zu antworten. Wählen Sie hier ein Passwort:"
            "\n\n{link}\n\nDer Link gilt einmal und sieben Tage lang.\n",
        ),
        "es": Words(
            "Invitación al mostrador",
            "Hola, {name}:\n\nTe invitamos a atender a la clientela con nosotros. Elige aquí una contraseña:\n\n{link}\n\n"
            "El enlace sirve una sola vez, durante siete días.\n",
        ),
        "fr": Words(
            "Invitation au comptoir",
            "Bonjour {name},\n\nvous êtes invité à répondre à la clientèle avec nous. Choisissez un mot de passe ici :"
            "\n\n{link}\n\nLe lien fonctionne une seule fois, pendant sept jours.\n",
        ),
    },
    "reset": {
        "en": Words(
            "Set a new password",
            "Hello {name},\n\nset a new password here:\n\n{link}\n\nThe link works once, for an hour. If you did not ask for"
            " it, do nothing: your password stays as it is.\n",
        ),
        "de": Words(
            "Neues Passwort setzen",
            "Hallo {name},\n\nhier setzen Sie ein neues Passwort:\n\n{link}\n\nDer Link gilt einmal und eine Stunde lang."
            " Wenn Sie nicht darum gebeten haben, tun Sie nichts: Ihr Passwort bleibt.\n",
        ),
        "es": Words(
            "Nueva contraseña",
            "Hola, {name}:\n\nElige aquí una contraseña nueva:\n\n{link}\n\nEl enlace sirve una sola vez, durante una hora."
            " Si no lo has pedido, no hagas nada: tu contraseña sigue igual.\n",
        ),
        "fr": Words(
            "Nouveau mot de passe",
            "Bonjour {name},\n\nchoisissez ici un nouveau mot de passe :\n\n{link}\n\nLe lien fonctionne une seule fois,"
            " pendant une heure. Si vous n’avez rien demandé, ne faites rien : votre mot de passe reste le même.\n",
        ),
    },
    "password_changed": {
        "en": Words(
            "Your password was changed",
            "Hello {name},\n\nyour password was changed and your other windows were signed out. If that was not you, set a"
            " new one at once and tell your administrator:\n\n{link}\n",
        ),
        "de": Words(
            "Ihr Passwort wurde geändert",
            "Hallo {name},\n\nIhr Passwort wurde geändert, Ihre anderen Fenster sind abgemeldet. Wenn Sie das nicht waren,"
            " setzen Sie sofort ein neues und sagen Sie der Verwaltung Bescheid:\n\n{link}\n",
        ),
        "es": Words(
            "Se ha cambiado tu contraseña",
            "Hola, {name}:\n\nSe ha cambiado tu contraseña y se han cerrado tus otras ventanas. Si no has sido tú, elige otra"
            " enseguida y avisa a quien administra:\n\n{link}\n",
        ),
        "fr": Words(
            "Votre mot de passe a changé",
            "Bonjour {name},\n\nvotre mot de passe a changé et vos autres fenêtres ont été déconnectées. Si ce n’était pas"
            " vous, choisissez-en un autre tout de suite et prévenez l’administration :\n\n{link}\n",
        ),
    },
    "new_device": {
        "en": Words(
            "You signed in with a new browser",
            "Hello {name},\n\nsomebody signed in with your password from a browser we have not seen before:\n\n{window}\n\n"
            "If that was you, all is well. If not, change your password at once and tell your administrator:\n\n{link}\n",
        ),
        "de": Words(
            "Anmeldung mit einem neuen Browser",
            "Hallo {name},\n\njemand hat sich mit Ihrem Passwort an einem Browser angemeldet, den wir noch nicht kennen:"
            "\n\n{window}\n\nWaren Sie das, ist alles gut. Wenn nicht, ändern Sie sofort Ihr Passwort und sagen Sie der"
            " Verwaltung Bescheid:\n\n{link}\n",
        ),
        "es": Words(
            "Has entrado con un navegador nuevo",
            "Hola, {name}:\n\nAlguien ha entrado con tu contraseña desde un navegador que no conocíamos:\n\n{window}\n\n"
            "Si has sido tú, todo está bien. Si no, cambia la contraseña enseguida y avisa a quien administra:\n\n{link}\n",
        ),
        "fr": Words(
            "Connexion depuis un nouveau navigateur",
            "Bonjour {name},\n\nquelqu’un s’est connecté avec votre mot de passe depuis un navigateur que nous ne"
            " connaissions pas :\n\n{window}\n\nSi c’était vous, tout va bien. Sinon, changez tout de suite votre mot de"
            " passe et prévenez l’administration :\n\n{link}\n",
        ),
    },
    "tokens_changed": {
        "en": Words(
            "A new token for your account",
            "Hello {name},\n\na token was made with which a program can act in your name. If that was not you, revoke it in"
            " your profile, change your password and tell your administrator:\n\n{link}\n",
        ),
        "de": Words(
            "Ein neuer Schlüssel für Ihr Konto",
            "Hallo {name},\n\nes wurde ein Schlüssel angelegt, mit dem ein Programm in Ihrem Namen handeln kann. Wenn Sie das"
            " nicht waren, löschen Sie ihn in Ihrem Profil, ändern Sie Ihr Passwort und sagen Sie der Verwaltung Bescheid:"
            "\n\n{link}\n",
        ),
        "es": Words(
            "Una llave nueva para tu cuenta",
            "Hola, {name}:\n\nSe ha creado una llave de acceso con la que un programa puede actuar en tu nombre. Si no has sido tú,"
            " anúlala en tu perfil, cambia la contraseña y avisa a quien administra:\n\n{link}\n",
        ),
        "fr": Words(
            "Un nouveau jeton pour votre compte",
            "Bonjour {name},\n\nun jeton d’accès a été créé, avec lequel un programme peut agir en votre nom. Si ce n’était pas"
            " vous, révoquez-le dans votre profil, changez votre mot de passe et prévenez l’administration :\n\n{link}\n",
        ),
    },
    "totp_on": {
        "en": Words(
            "Two-step sign-in was switched on",
            "Hello {name},\n\nsigning in now asks for a code from an authenticator app as well. If that was not you, tell"
            " your administrator at once:\n\n{link}\n",
        ),
        "de": Words(
            "Anmeldung in zwei Schritten eingeschaltet",
            "Hallo {name},\n\nbeim Anmelden wird jetzt auch ein Code aus einer App verlangt. Wenn Sie das nicht waren, sagen"
            " Sie sofort der Verwaltung Bescheid:\n\n{link}\n",
        ),
        "es": Words(
            "Se ha activado el inicio en dos pasos",
            "Hola, {name}:\n\nAhora, para entrar, también se pide un código de una aplicación. Si no has sido tú, avisa"
            " enseguida a quien administra:\n\n{link}\n",
        ),
        "fr": Words(
            "Connexion en deux étapes activée",
            "Bonjour {name},\n\nla connexion demande désormais aussi un code d’une application. Si ce n’était pas vous,"
            " prévenez tout de suite l’administration :\n\n{link}\n",
        ),
    },
    "totp_off": {
        "en": Words(
            "Two-step sign-in was switched off",
            "Hello {name},\n\nsigning in now asks for your password only. If that was not you, change your password at once"
            " and tell your administrator:\n\n{link}\n",
        ),
        "de": Words(
            "Anmeldung in zwei Schritten ausgeschaltet",
            "Hallo {name},\n\nbeim Anmelden genügt jetzt Ihr Passwort. Wenn Sie das nicht waren, ändern Sie es sofort und"
            " sagen Sie der Verwaltung Bescheid:\n\n{link}\n",
        ),
        "es": Words(
            "Se ha desactivado el inicio en dos pasos",
            "Hola, {name}:\n\nAhora basta tu contraseña para entrar. Si no has sido tú, cámbiala enseguida y avisa a quien"
            " administra:\n\n{link}\n",
        ),
        "fr": Words(
            "Connexion en deux étapes désactivée",
            "Bonjour {name},\n\nvotre mot de passe suffit désormais pour vous connecter. Si ce n’était pas vous, changez-le"
            " tout de suite et prévenez l’administration :\n\n{link}\n",
        ),
    },
    "assigned": {
        "en": Words("A conversation is yours now", "Hello {name},\n\n{by} gave you a conversation:\n\n{link}\n"),
        "de": Words(
            "Ein Gespräch gehört jetzt Ihnen", "Hallo {name},\n\n{by} hat Ihnen ein Gespräch übergeben:\n\n{link}\n"
        ),
        "es": Words(
            "Tienes una conversación nueva", "Hola, {name}:\n\n{by} te ha pasado una conversación:\n\n{link}\n"
        ),
        "fr": Words(
            "Une conversation est à vous", "Bonjour {name},\n\n{by} vous a confié une conversation :\n\n{link}\n"
        ),
    },
    "mentioned": {
        "en": Words("{by} mentioned you", "Hello {name},\n\n{by} mentioned you in a note:\n\n{link}\n"),
        "de": Words("{by} hat Sie erwähnt", "Hallo {name},\n\n{by} hat Sie in einer Notiz erwähnt:\n\n{link}\n"),
        "es": Words("{by} te ha mencionado", "Hola, {name}:\n\n{by} te ha mencionado en una nota:\n\n{link}\n"),
        "fr": Words("{by} vous a mentionné", "Bonjour {name},\n\n{by} vous a mentionné dans une note :\n\n{link}\n"),
    },
    "macro_stopped": {
        "en": Words(
            "The shop refused something",
            "Hello {name},\n\nthe shop refused what your macro asked of it. Your answer was not sent; it waits as a draft:\n\n{link}\n",
        ),
        "de": Words(
            "Der Shop hat etwas abgelehnt",
            "Hallo {name},\n\nder Shop hat abgelehnt, was Ihr Makro wollte. Ihre Antwort ging nicht hinaus; sie liegt als Entwurf bereit:\n\n{link}\n",
        ),
        "es": Words(
            "La tienda rechazó algo",
            "Hola, {name}:\n\nla tienda rechazó lo que pedía su macro. Su respuesta no se envió; la encontrará como borrador:\n\n{link}\n",
        ),
        "fr": Words(
            "La boutique a refusé quelque chose",
            "Bonjour {name},\n\nla boutique a refusé ce que demandait votre macro. Votre réponse n’est pas partie ; elle vous attend en brouillon :\n\n{link}\n",
        ),
    },
    "answered": {
        "en": Words(
            "A customer wrote again", "Hello {name},\n\nthere is a new word in one of your conversations:\n\n{link}\n"
        ),
        "de": Words(
            "Eine Kundin oder ein Kunde hat geschrieben",
            "Hallo {name},\n\nin einem Ihrer Gespräche gibt es ein neues Wort:\n\n{link}\n",
        ),
        "es": Words(
            "Un cliente ha vuelto a escribir",
            "Hola, {name}:\n\nHay un mensaje nuevo en una de tus conversaciones:\n\n{link}\n",
        ),
        "fr": Words(
            "Un client a de nouveau écrit",
            "Bonjour {name},\n\nil y a un nouveau message dans une de vos conversations :\n\n{link}\n",
        ),
    },
}
KINDS = frozenset(LETTERS)
COLLEAGUE = {"en": "A colleague", "de": "Jemand aus dem Team", "es": "Alguien del equipo", "fr": "Un collègue"}


def known(kind: str) -> str:
    """The kind again; a mistyped one fails where it was typed and not in a job hours later."""
    if kind not in KINDS:
        raise ValueError(f"no letter of kind {kind!r}; there are {', '.join(sorted(KINDS))}")
    return kind


def window(session: Session | None) -> str:
    """Which browser, where and when (UTC), in a line; nothing where it was signed out meanwhile."""
    if session is None:
        return "–"
    when = datetime.fromtimestamp(session.created_at / 1000, UTC)
    return f"{session.device}, {session.place}, {when:%Y-%m-%d %H:%M} UTC"


def written(kind: str, locale: str, *, name: str, link: str, by: str = "", window: str = "") -> Words:
    """Subject and text of one letter."""
    language = locale.partition("-")[0]
    words = LETTERS[kind].get(language) or LETTERS[kind][ENGLISH]
    blanks = {"name": name, "link": link, "by": by or COLLEAGUE.get(language, COLLEAGUE[ENGLISH]), "window": window}
    return Words(words.subject.format(**blanks), words.text.format(**blanks))
