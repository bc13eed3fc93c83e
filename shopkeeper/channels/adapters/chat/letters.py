"""The mail with the six figures, in the customer's language."""

LETTERS = {
    "en": ("Your code for {shop}: {code}", "Type this code into the chat to see your talks with {shop}:\n\n    {code}\n\n"
           "It is good once, for a quarter of an hour. If you did not ask for it, do nothing: without it nobody sees anything.\n"),
    "de": ("Ihr Code für {shop}: {code}", "Geben Sie diesen Code im Chat ein, um Ihre Gespräche mit {shop} zu sehen:\n\n"
           "    {code}\n\nEr gilt einmal und eine Viertelstunde lang. Wenn Sie nicht darum gebeten haben, tun Sie nichts: "
           "Ohne ihn sieht niemand etwas.\n"),
    "es": ("Su código para {shop}: {code}", "Escriba este código en el chat para ver sus conversaciones con {shop}:\n\n"
           "    {code}\n\nVale una vez, durante un cuarto de hora. Si no lo ha pedido, no haga nada: sin él nadie ve nada.\n"),
    "fr": ("Votre code pour {shop} : {code}", "Saisissez ce code dans la discussion pour voir vos échanges avec {shop} :\n\n"
           "    {code}\n\nIl est valable une fois, un quart d’heure. Si vous n’avez rien demandé, ne faites rien : "
           "sans lui personne ne voit rien.\n"),
}  # fmt: skip


def letter(locale: str, shop: str, code: str) -> tuple[str, str]:
    """Subject and text."""
    subject, text = LETTERS.get(locale[:2].lower(), LETTERS["en"])
    return subject.format(shop=shop, code=code), text.format(shop=shop, code=code)
