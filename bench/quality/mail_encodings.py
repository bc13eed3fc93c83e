"""Letters as they were written: 27 languages in every charset that mail still brings, labelled rightly, wrongly or not at all.

    python bench/quality/mail_encodings.py                    # the made-up mails alone
    python bench/quality/mail_encodings.py --data FOLDER      # and mojibake looked for in FOLDER/email

The expected words are known before they are encoded, so nothing of the reader is used to judge it. Counted per condition:
`labelled` (body, subject, name, file name, every transfer encoding) must be 1.0; `unlabelled` and `mislabelled` are guesses, for the
made-up words and (`wild`) for the sentences of FOLDER/text/languages.jsonl where they are.
Aim: labelled 1.0, unlabelled ≥ 0.95, mislabelled ≥ 0.9, mojibake 0.
"""

import argparse
import base64
import quopri
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes

from reading_sets import finish, mails_below, ratio, rows

from shopkeeper.channels.adapters.email.reading import read

WORDS = {
    "de": "Schöne Grüße aus Köln, die Tasse ist zerbrochen und ich möchte mein Geld zurück.",
    "fr": "Bonjour, le colis est arrivé abîmé hier à la maison, où puis-je être remboursé ?",
    "es": "¿Dónde está mi pedido? Mañana cumple años mi niña y aún no llegó.",
    "pt": "Olá, não recebi a encomenda. Vocês poderiam verificar a situação, por favor?",
    "it": "Perché il pacco non è arrivato? Così non può andare, è già lunedì.",
    "nl": "Hallo, de geïmporteerde kopjes zijn gebroken, één ervan zelfs in tweeën.",
    "sv": "Hej, jag vill gärna få tillbaka pengarna för den trasiga kannan på måndag.",
    "da": "Hej, æsken var åben, og røret på kanden er gået i stykker.",
    "fi": "Hyvää päivää, tilaukseni ei ole vielä tullut. Mikä sitä viivästyttää?",
    "pl": "Dzień dobry, paczka przyszła uszkodzona, proszę o zwrot pieniędzy. Żółta filiżanka pękła.",
    "cs": "Dobrý den, zásilka přišla poškozená. Žádám o vrácení peněz za rozbitý hrnek.",
    "hu": "Jó napot, a csomag törötten érkezett, kérem vissza az árát. Köszönöm szépen, őszintén.",
    "ro": "Bună ziua, coletul a sosit deteriorat și aș dori să fie înlocuit.",
    "tr": "Merhaba, siparişim kırık geldi. Lütfen ücretimi iade eder misiniz? Teşekkürler, iyi günler.",
    "ru": "Здравствуйте, посылка пришла повреждённой. Прошу вернуть деньги за разбитую чашку.",
    "uk": "Доброго дня, посилка прийшла пошкоджена. Прошу повернути гроші за розбиту чашку, її вже немає.",
    "bg": "Здравейте, пратката пристигна повредена. Моля да ми върнете парите за счупената чаша.",
    "el": "Καλημέρα, το δέμα έφτασε κατεστραμμένο. Θα ήθελα τα χρήματά μου πίσω, ευχαριστώ.",
    "he": "שלום, החבילה הגיעה שבורה. אבקש החזר כספי עבור הכוס השבורה, תודה רבה.",
    "ar": "مرحبا، وصل الطرد مكسورا وأريد استرجاع ثمن الكوب المكسور، شكرا جزيلا لكم.",
    "th": "สวัสดีค่ะ พัสดุมาถึงแล้วแต่แก้วแตก ขอคืนเงินได้ไหมคะ ขอบคุณมากค่ะ",
    "vi": "Xin chào, kiện hàng đã bị vỡ. Tôi muốn được hoàn tiền, cảm ơn.",
    "ja": "こんにちは。荷物が壊れて届きました。返金をお願いします。注文番号は十二番です。",
    "zh": "您好，包裹收到时已经损坏，请把杯子的钱退给我，谢谢。订单是上周的。",
    "tw": "您好，包裹收到時已經損壞，請把杯子的錢退給我，謝謝。訂單是上週的。",
    "ko": "안녕하세요, 소포가 파손된 채로 도착했습니다. 환불을 부탁드립니다. 감사합니다.",
    "en": "Hello, the “blue” cup’s handle – the left one – is broken … €12 please.",
}
WEST = ("iso-8859-1", "iso-8859-15", "windows-1252")
CHARSETS = {
    "de": WEST, "fr": WEST, "es": WEST, "pt": WEST, "it": WEST, "nl": WEST, "sv": WEST, "da": WEST, "fi": WEST, "en": ("windows-1252", "macintosh"),
    "pl": ("iso-8859-2", "windows-1250"), "cs": ("iso-8859-2", "windows-1250"), "hu": ("iso-8859-2", "windows-1250"), "ro": ("iso-8859-16",),
    "tr": ("iso-8859-9", "windows-1254"), "ru": ("koi8-r", "windows-1251", "iso-8859-5"), "uk": ("koi8-u", "windows-1251"), "bg": ("windows-1251", "iso-8859-5"),
    "el": ("iso-8859-7", "windows-1253"), "he": ("iso-8859-8", "windows-1255"), "ar": ("windows-1256", "iso-8859-6"), "th": ("tis-620", "windows-874"), "vi": (),
    "ja": ("iso-2022-jp", "shift_jis", "euc-jp"), "zh": ("gb2312", "gbk", "gb18030"), "tw": ("big5", "gb18030"), "ko": ("euc-kr", "ks_c_5601-1987"),
}  # fmt: skip
# what Python calls them where it knows the label by another name
PYTHON = {"windows-874": "cp874", "ks_c_5601-1987": "cp949", "macintosh": "mac_roman"}
# without a label these cannot be told from their neighbours by anybody: single bytes that spell words in both
AMBIGUOUS = {"macintosh", "iso-8859-16", "utf-16", "utf-7"}
# what is commonly claimed of a mail that is something else
CLAIMS = ("us-ascii", "utf-8", "iso-8859-1")
# UTF-8 read as Windows-1252 or Latin-1, and letters that nobody could read
MOJIBAKE = re.compile("Ã[\x80-\xbf¤¶¼Ÿ©¨«]|â€[™œ\x9d¦“”]|Â[ \xa0»«°£]|ï»¿|\ufffd")


def encoded(language: str) -> Iterator[tuple[str, str, bytes]]:
    """(charset, words, bytes) of one language, each charset that can spell it."""
    words = WORDS[language]
    for charset in (*CHARSETS[language], "utf-8", "utf-7", "utf-16"):
        try:
            yield charset, words, words.encode(PYTHON.get(charset, charset))
        except UnicodeEncodeError:
            kept = "".join(one for one in words if _fits(one, charset))
            yield charset, kept, kept.encode(PYTHON.get(charset, charset))


def _fits(letter: str, charset: str) -> bool:
    try:
        return bool(letter.encode(PYTHON.get(charset, charset)))
    except UnicodeEncodeError:
        return False


def body(data: bytes, charset: str, transfer: str) -> bytes:
    """A mail whose text is `data`; `charset` "" names none."""
    label = f"; charset={charset}" if charset else ""
    wire = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(transfer, bytes)(data)
    head = f"From: a@kunde.example\nMIME-Version: 1.0\nContent-Type: text/plain{label}\nContent-Transfer-Encoding: {transfer}\n\n"
    return head.encode() + wire


def bodies(data: bytes, charset: str) -> Iterator[str]:
    ways = ["base64", "quoted-printable"] + (["8bit"] if not charset.startswith("utf-16") else [])
    for transfer in ways:
        yield read(body(data, charset, transfer)).text


def headers(data: bytes, charset: str) -> Iterator[str]:
    """The words back from a subject (B, Q, cut inside letters), a sender's name and file names (RFC 2231, RFC 2047)."""
    b64, q = base64.b64encode(data).decode(), "".join(f"={byte:02X}" for byte in data)
    half = len(b64) // 8 * 4
    yield read(f"Subject: =?{charset}?B?{b64}?=\n\n".encode()).subject
    yield read(f"Subject: =?{charset}?Q?{q}?=\n\n".encode()).subject
    yield read(f"Subject: =?{charset}?b?{b64[:half]}?=\n =?{charset}?b?{b64[half:]}?=\n\n".encode()).subject
    sender = read(f"From: =?{charset}?B?{b64}?= <a@kunde.example>\n\n".encode()).from_
    yield sender[0].name if sender else ""
    yield _file_name(f"filename*={charset}''{quote_from_bytes(data)}")
    pieces = [quote_from_bytes(data[at : at + 20]) for at in range(0, len(data), 20)]
    yield _file_name(
        ";\n ".join(f"filename*{n}*={charset + chr(39) * 2 if not n else ''}{one}" for n, one in enumerate(pieces))
    )
    yield _file_name(f'filename="=?{charset}?B?{b64}?="')


def _file_name(parameter: str) -> str:
    raw = f"Content-Type: application/pdf\nContent-Disposition: attachment; {parameter}\n\nx"
    return read(raw.encode()).attachments[0].name


def same(got: str, words: str) -> bool:
    return _plain(got) == _plain(words)


def _plain(text: str) -> str:
    """Without spaces and without what a file's name may not bear at its ends."""
    return re.sub(r"[\s_/\\]", "", text).strip(".")[-170:]


class Count:
    """Right and all, per condition."""

    def __init__(self) -> None:
        self.right, self.all = Counter[str](), Counter[str]()

    def see(self, condition: str, got: str, words: str, about: str) -> None:
        self.all[condition] += 1
        good = same(got, words)
        self.right[condition] += good
        if not good:
            print(f"{condition}, {about}: {got[:70]!r}", file=sys.stderr)


def made_up(count: Count) -> None:
    for language in WORDS:
        for charset, words, data in encoded(language):
            about = f"{language} in {charset}"
            for got in (*bodies(data, charset), *headers(data, charset)):
                count.see("labelled", got, words, about)
            if charset in AMBIGUOUS:
                continue
            count.see("unlabelled", read(body(data, "", "8bit")).text, words, about)
            count.see("unlabelled", read(b"Subject: " + data + b"\n\n").subject, words, f"subject, {about}")
            for claim in CLAIMS:
                if claim != charset and not (claim == "iso-8859-1" and charset in WEST):
                    count.see(f"labelled {claim}", read(body(data, claim, "8bit")).text, words, about)


def wild(file: Path, count: Count) -> None:
    """Sentences that nobody here chose, unlabelled, in each charset their language had; those that are ASCII say nothing."""
    for row in rows(file):
        words = " ".join(str(row["text"]).split())
        for charset in CHARSETS.get(str(row["lang_file"])[:2], ()):
            if charset in AMBIGUOUS or not all(_fits(one, charset) for one in words):
                continue
            data = words.encode(PYTHON.get(charset, charset))
            if not data.isascii() or b"\x1b" in data:
                count.see("unlabelled wild", read(body(data, "", "8bit")).text, words, charset)


def mojibake(folder: Path) -> dict[str, Any]:
    """Mails whose words hold mojibake that their bytes do not (what the sender broke already is his)."""
    broken = read_all = 0
    for raw in mails_below(folder):
        mail = read(raw)
        if not mail.from_:
            continue  # no mail: the sets hold bare files too
        read_all += 1
        found = MOJIBAKE.search(f"{mail.subject} {mail.text}")
        if found and not _sent_so(raw, found[0]):
            broken += 1
            at = max(0, found.start() - 20)
            print(f"mojibake in {mail.message_id}: {f'{mail.subject} {mail.text}'[at : at + 60]!r}", file=sys.stderr)
    return {"mails": read_all, "mojibake": broken}


def _sent_so(raw: bytes, letters: str) -> bool:
    return letters.encode("utf-8") in raw or quopri.encodestring(letters.encode("utf-8")).strip() in raw


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="the folder that holds email/")
    folder = parser.parse_args().data
    count = Count()
    made_up(count)
    if folder and (folder / "text" / "languages.jsonl").exists():
        wild(folder / "text" / "languages.jsonl", count)
    found = {name: {"right": ratio(count.right[name], count.all[name]), "cases": count.all[name]} for name in count.all}
    seen = mojibake(folder / "email" if (folder / "email").is_dir() else folder) if folder else {}
    wrong = [name for name in found if name.startswith("labelled ")]
    mislabelled = ratio(sum(count.right[one] for one in wrong), sum(count.all[one] for one in wrong))
    ok = (
        count.right["labelled"] == count.all["labelled"] and found["unlabelled"]["right"] >= 0.95 and mislabelled >= 0.9
    )
    finish({"name": "mail_encodings", "ok": ok, "conditions": found, "mislabelled": mislabelled} | seen)
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
