"""Replies as mail programs write them in many languages: what the customer added, and nothing else."""

import pytest

from shopkeeper.channels.adapters.email.reading import split_text

NEW = "Thank you, that works.\nPlease send it soon."
OLD = "Hello,\nyour parcel is on its way.\nKind regards"
QUOTED = "\n".join(f"> {line}" for line in OLD.split("\n"))
ATTRIBUTIONS = [
    'On Mon, Oct 5, 2020 at 12:30 PM Shop <office@shop.example> wrote:',
    'On 5 Oct 2020, at 12:30, Shop <office@shop.example> wrote:',
    'Am 05.10.2020 um 12:30 schrieb Shop:',
    'Am Mo., 5. Okt. 2020 um 12:30 Uhr schrieb Shop <office@shop.example>:',
    'Am 05.10.20 um 12:30 schrieb Shop <office@shop.example>:',
    'Le lun. 5 oct. 2020 à 12:30, Shop <office@shop.example> a écrit :',
    'Le 05/10/2020 à 12:30, Shop a écrit :',
    'El lun, 5 oct 2020 a las 12:30, Shop (<office@shop.example>) escribió:',
    'El 5/10/20 a las 12:30, Shop escribió:',
    'Il giorno lun 5 ott 2020 alle ore 12:30 Shop <office@shop.example> ha scritto:',
    'Il 05/10/20 12:30, Shop ha scritto:',
    'Em seg., 5 de out. de 2020 às 12:30, Shop <office@shop.example> escreveu:',
    'Op ma 5 okt. 2020 om 12:30 schreef Shop <office@shop.example>:',
    'Op 05-10-20 om 12:30 schreef Shop:',
    'Den mån 5 okt. 2020 kl 12:30 skrev Shop <office@shop.example>:',
    'Den 2020-10-05 kl. 12:30, skrev Shop:',
    'Den man. 5. okt. 2020 kl. 12.30 skrev Shop <office@shop.example>:',
    'man. 5. okt. 2020 kl. 12:30 skrev Shop <office@shop.example>:',
    'ma 5. lokak. 2020 klo 12.30 Shop (office@shop.example) kirjoitti:',
    'pon., 5 paź 2020 o 12:30 Shop <office@shop.example> napisał(a):',
    'W dniu 05.10.2020 o 12:30, Shop pisze:',
    'po 5. 10. 2020 v 12:30 odesílatel Shop <office@shop.example> napsal:',
    'Dne 05. 10. 20 v 12:30 Shop napsal(a):',
    'po 5. 10. 2020 o 12:30 Shop <office@shop.example> napísal(a):',
    'пн, 5 окт. 2020 г. в 12:30, Shop <office@shop.example>:',
    'пн, 5 окт. 2020 г., 12:30 Shop <office@shop.example>:',
    '05.10.2020 12:30, Shop пишет:',
    '5 октября 2020 г., 12:30, Shop написал:',
    'пн, 5 жовт. 2020 р. о 12:30 Shop <office@shop.example> пише:',
    'Shop <office@shop.example> ezt írta (időpont: 2020. okt. 5., H, 12:30):',
    '2020. 10. 05. 12:30 keltezéssel, Shop írta:',
    'Shop <office@shop.example>, 5 Eki 2020 Pzt, 12:30 tarihinde şunu yazdı:',
    'În lun., 5 oct. 2020 la 12:30, Shop <office@shop.example> a scris:',
    'Στις Δευ, 5 Οκτ 2020 στις 12:30 μ.μ., ο χρήστης Shop <office@shop.example> έγραψε:',
    'På mån 5 okt 2020 12:30 skrev Shop:',
    '2020年10月5日(月) 12:30 Shop <office@shop.example>:',
    '2020/10/05 12:30、Shop <office@shop.example>のメール:',
    'Shop <office@shop.example> 于2020年10月5日周一 12:30写道：',
    '在 2020年10月5日，12:30，Shop <office@shop.example> 写道：',
    'Shop <office@shop.example> 於 2020年10月5日 週一 下午12:30寫道：',
    '2020년 10월 5일 (월) 오후 12:30, Shop <office@shop.example>님이 작성:',
    '2020. 10. 5. 오후 12:30에 Shop <office@shop.example>님이 작성:',
    'בתאריך יום ב׳, 5 באוק׳ 2020 ב-12:30 מאת \u202aShop\u202c\u200f <\u202aoffice@shop.example\u202c\u200f>:\u202c',
    'في الاثنين، ٥ أكتوبر ٢٠٢٠ في ١٢:٣٠ م تمت كتابة ما يلي بواسطة Shop <office@shop.example>:',
    'Vào Th 2, 5 thg 10, 2020 vào lúc 12:30 Shop <office@shop.example> đã viết:',
    'Pada tanggal Sen, 5 Okt 2020 pukul 12.30 Shop <office@shop.example> menulis:',
    'เมื่อ จ. 5 ต.ค. 2020 เวลา 12:30 Shop <office@shop.example> เขียนว่า:',
    'El dl., 5 d’oct. 2020 a les 12:30, Shop <office@shop.example> va escriure:',
    'ned., 5. lis 2020. u 12:30 Shop <office@shop.example> napisao je:',
    'V V pon., 5. okt. 2020 ob 12:30 je oseba Shop <office@shop.example> napisala:',
    'E, 5. oktoober 2020 kell 12:30 Shop <office@shop.example> kirjutas:',
    'pirmd., 2020. g. 5. okt., plkst. 12:30 — lietotājs Shop (<office@shop.example>) rakstīja:',
    '2020-10-05, pr, 12:30 Shop <office@shop.example> rašė:',
    'Shop wrote:',
    'Quoting Shop <office@shop.example>:',
    'Zitat von Shop <office@shop.example>:',
    '-------- Original Message --------\nOn Oct 5, 2020, 12:30, Shop wrote:',
    '‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Monday, October 5th, 2020 at 12:30, Shop <office@shop.example> wrote:',
    'On Monday, 5 October 2020 at 12:30:00 BST, Shop <office@shop.example> wrote:',
    'Mon, 5 Oct 2020 12:30:00 +0200, "Shop" <office@shop.example>:',
    'In data lunedì 5 ottobre 2020 12:30:00 CEST, Shop ha scritto:',
    'On Montag, 5. Oktober 2020 12:30:00 CEST Shop wrote:',
    'Shop <office@shop.example> schrieb am Mo., 5. Okt. 2020, 12:30:',
    'Shop <office@shop.example> skrev den 5 oktober 2020 12:30:',
    'Shop <office@shop.example> a écrit le 05/10/2020 12:30 :',
    'El El lun, 5 oct 2020 a la(s) 12:30, Shop <office@shop.example> escribió:',
    'Понедельник, 5 октября 2020, 12:30 +03:00 от Shop <office@shop.example>:',
    'Am Montag, 5. Oktober 2020 um 12:30:00 MESZ hat Shop <office@shop.example> Folgendes geschrieben:',
    'Le lundi 5 octobre 2020 à 12:30:00 UTC+2, Shop <office@shop.example> a écrit :',
    'En lunes, 5 de octubre de 2020 12:30:00 CEST, Shop <office@shop.example> escribió:',
    'Em segunda-feira, 5 de outubro de 2020 12:30:00 BRT, Shop <office@shop.example> escreveu:',
    'Il lunedì 5 ottobre 2020, 12:30:00 CEST, Shop <office@shop.example> ha scritto:',
    'Op maandag 5 oktober 2020 12:30:00 CEST schreef Shop <office@shop.example>:',
    'Gesendet: Montag, 05. Oktober 2020 um 12:30 Uhr\nVon: "Shop" <office@shop.example>\nAn: ana@kunde.example\nBetreff: Ihre Bestellung',
]  # fmt: skip
HEADS = [
    'From: Shop <office@shop.example>\nSent: Monday, October 5, 2020 12:30 PM\nTo: Ana Ruiz <ana@kunde.example>\nSubject: Your order',
    'Von: Shop <office@shop.example>\nGesendet: Montag, 5. Oktober 2020 12:30\nAn: Ana Ruiz <ana@kunde.example>\nBetreff: Ihre Bestellung',
    'De : Shop <office@shop.example>\nEnvoyé : lundi 5 octobre 2020 12:30\nÀ : Ana Ruiz <ana@kunde.example>\nObjet : Votre commande',
    'De: Shop <office@shop.example>\nEnviado: lunes, 5 de octubre de 2020 12:30\nPara: Ana Ruiz <ana@kunde.example>\nAsunto: Su pedido',
    'De: Shop <office@shop.example>\nEnviado el: lunes, 5 de octubre de 2020 12:30\nPara: Ana Ruiz <ana@kunde.example>\nCC: Otro <o@kunde.example>\nAsunto: Su pedido',
    'Da: Shop <office@shop.example>\nInviato: lunedì 5 ottobre 2020 12:30\nA: Ana Ruiz <ana@kunde.example>\nOggetto: Il tuo ordine',
    'Van: Shop <office@shop.example>\nVerzonden: maandag 5 oktober 2020 12:30\nAan: Ana Ruiz <ana@kunde.example>\nOnderwerp: Uw bestelling',
    'De: Shop <office@shop.example>\nEnviada em: segunda-feira, 5 de outubro de 2020 12:30\nPara: Ana Ruiz <ana@kunde.example>\nAssunto: Seu pedido',
    'De: Shop <office@shop.example>\nEnviado: 5 de outubro de 2020 12:30\nPara: Ana Ruiz <ana@kunde.example>\nAssunto: Seu pedido',
    'Från: Shop <office@shop.example>\nSkickat: den 5 oktober 2020 12:30\nTill: Ana Ruiz <ana@kunde.example>\nÄmne: Din beställning',
    'Fra: Shop <office@shop.example>\nSendt: 5. oktober 2020 12:30\nTil: Ana Ruiz <ana@kunde.example>\nEmne: Din ordre',
    'Lähettäjä: Shop <office@shop.example>\nLähetetty: maanantai 5. lokakuuta 2020 12.30\nVastaanottaja: Ana Ruiz <ana@kunde.example>\nAihe: Tilauksesi',
    'Od: Shop <office@shop.example>\nWysłano: poniedziałek, 5 października 2020 12:30\nDo: Ana Ruiz <ana@kunde.example>\nTemat: Zamówienie',
    'Od: Shop <office@shop.example>\nOdesláno: pondělí 5. října 2020 12:30\nKomu: Ana Ruiz <ana@kunde.example>\nPředmět: Objednávka',
    'Od: Shop <office@shop.example>\nOdoslané: pondelok 5. októbra 2020 12:30\nKomu: Ana Ruiz <ana@kunde.example>\nPredmet: Objednávka',
    'Feladó: Shop <office@shop.example>\nElküldve: 2020. október 5., hétfő 12:30\nCímzett: Ana Ruiz <ana@kunde.example>\nTárgy: Rendelés',
    'De la: Shop <office@shop.example>\nTrimis: luni, 5 octombrie 2020 12:30\nCătre: Ana Ruiz <ana@kunde.example>\nSubiect: Comanda',
    'От: Shop <office@shop.example>\nОтправлено: 5 октября 2020 г. 12:30\nКому: Ana Ruiz <ana@kunde.example>\nТема: Заказ',
    'Від: Shop <office@shop.example>\nНадіслано: 5 жовтня 2020 р. 12:30\nКому: Ana Ruiz <ana@kunde.example>\nТема: Замовлення',
    'От: Shop <office@shop.example>\nИзпратено: понеделник, 5 октомври 2020 г. 12:30\nДо: Ana Ruiz <ana@kunde.example>\nОтносно: Поръчка',
    'Kimden: Shop <office@shop.example>\nGönderildi: 5 Ekim 2020 Pazartesi 12:30\nKime: Ana Ruiz <ana@kunde.example>\nKonu: Sipariş',
    'Από: Shop <office@shop.example>\nΣτάλθηκε: Δευτέρα, 5 Οκτωβρίου 2020 12:30\nΠρος: Ana Ruiz <ana@kunde.example>\nΘέμα: Παραγγελία',
    '差出人: Shop <office@shop.example>\n送信日時: 2020年10月5日 12:30\n宛先: Ana Ruiz <ana@kunde.example>\n件名: ご注文',
    '发件人: Shop <office@shop.example>\n发送时间: 2020年10月5日 12:30\n收件人: Ana Ruiz <ana@kunde.example>\n主题: 订单',
    '寄件者: Shop <office@shop.example>\n寄件日期: 2020年10月5日 12:30\n收件者: Ana Ruiz <ana@kunde.example>\n主旨: 訂單',
    '보낸 사람: Shop <office@shop.example>\n보낸 날짜: 2020년 10월 5일 월요일 12:30\n받는 사람: Ana Ruiz <ana@kunde.example>\n제목: 주문',
    'מאת: Shop <office@shop.example>\nנשלח: יום שני 05 אוקטובר 2020 12:30\nאל: Ana Ruiz <ana@kunde.example>\nנושא: הזמנה',
    'من: Shop <office@shop.example>\nتم الإرسال: الاثنين، 5 أكتوبر 2020 12:30\nإلى: Ana Ruiz <ana@kunde.example>\nالموضوع: الطلب',
    'Šalje: Shop <office@shop.example>\nPoslano: 5. listopada 2020. 12:30\nPrima: Ana Ruiz <ana@kunde.example>\nPredmet: Narudžba',
    'Pošiljatelj: Shop <office@shop.example>\nPoslano: ponedeljek, 05. oktober 2020 12:30\nZa: Ana Ruiz <ana@kunde.example>\nZadeva: Naročilo',
    'Saatja: Shop <office@shop.example>\nSaadetud: esmaspäev, 5. oktoober 2020 12:30\nAdressaat: Ana Ruiz <ana@kunde.example>\nTeema: Tellimus',
    'No: Shop <office@shop.example>\nNosūtīts: pirmdiena, 2020. gada 5. oktobris 12:30\nKam: Ana Ruiz <ana@kunde.example>\nTēma: Pasūtījums',
    'Nuo: Shop <office@shop.example>\nIšsiųsta: 2020 m. spalio 5 d. 12:30\nKam: Ana Ruiz <ana@kunde.example>\nTema: Užsakymas',
    'Từ: Shop <office@shop.example>\nĐã gửi: Thứ Hai, 5 tháng 10, 2020 12:30\nĐến: Ana Ruiz <ana@kunde.example>\nChủ đề: Đơn hàng',
    'Dari: Shop <office@shop.example>\nDikirim: Senin, 5 Oktober 2020 12:30\nKepada: Ana Ruiz <ana@kunde.example>\nSubjek: Pesanan',
    'จาก: Shop <office@shop.example>\nส่ง: 5 ตุลาคม 2020 12:30\nถึง: Ana Ruiz <ana@kunde.example>\nเรื่อง: คำสั่งซื้อ',
    '*From:* Shop <office@shop.example>\n*Sent:* Monday, October 5, 2020 12:30 PM\n*To:* Ana Ruiz\n*Subject:* Your order',
    '*Von:* Shop <office@shop.example>\n*Gesendet:* Montag, 5. Oktober 2020 12:30\n*An:* Ana Ruiz\n*Betreff:* Ihre Bestellung',
    'From:\tShop <office@shop.example>\nTo:\tAna Ruiz <ana@kunde.example>,\nDate:\t05/10/2020 12:30\nSubject:\tYour order',
    'Von:\tShop <office@shop.example>\nAn:\tana@kunde.example\nDatum:\t05.10.2020 12:30\nBetreff:\tIhre Bestellung',
    '----- Original Message -----\nFrom: "Shop" <office@shop.example>\nTo: "Ana" <ana@kunde.example>\nSent: Monday, October 5, 2020 12:30:00 PM\nSubject: Your order',
    '----- Mail original -----\nDe: "Shop" <office@shop.example>\nÀ: "Ana" <ana@kunde.example>\nEnvoyé: Lundi 5 Octobre 2020 12:30:00\nObjet: Votre commande',
    '----- Ursprüngliche Mail -----\nVon: "Shop" <office@shop.example>\nAn: "Ana" <ana@kunde.example>\nGesendet: Montag, 5. Oktober 2020 12:30:00\nBetreff: Ihre Bestellung',
    '-----Ursprüngliche Nachricht-----\nVon: Shop [mailto:office@shop.example] \nGesendet: Montag, 5. Oktober 2020 12:30\nAn: Ana Ruiz\nBetreff: Ihre Bestellung',
    '-----Original Message-----\nFrom: Shop [mailto:office@shop.example]\nSent: 05 October 2020 12:30\nTo: Ana Ruiz\nSubject: Your order',
    "-----Message d'origine-----\nDe : Shop [mailto:office@shop.example]\nEnvoyé : lundi 5 octobre 2020 12:30\nÀ : Ana\nObjet : Votre commande",
    '________________________________\nFrom: Shop <office@shop.example>\nSent: Monday, October 5, 2020 12:30:00 PM\nTo: ana@kunde.example <ana@kunde.example>\nSubject: Your order',
    '________________________________\nVon: Shop\nGesendet: Montag, 5. Oktober 2020 12:30:00\nAn: Ana Ruiz\nBetreff: Ihre Bestellung',
    '-------- Original message --------\nFrom: Shop <office@shop.example>\nDate: 05/10/2020 12:30 (GMT+01:00)\nTo: ana@kunde.example\nSubject: Your order',
    '-------- Ursprüngliche Nachricht --------\nVon: Shop <office@shop.example>\nDatum: 05.10.20 12:30 (GMT+01:00)\nAn: ana@kunde.example\nBetreff: Ihre Bestellung',
    "-------- Message d'origine --------\nDe : Shop <office@shop.example>\nDate : 05/10/2020 12:30 (GMT+01:00)\nÀ : ana@kunde.example\nObjet : Votre commande",
    '-------- Mensaje original --------\nDe: Shop <office@shop.example>\nFecha: 5/10/20 12:30 (GMT+01:00)\nPara: ana@kunde.example\nAsunto: Su pedido',
    '------------------ Original ------------------\nFrom: "Shop";<office@shop.example>;\nSend time: Monday, Oct 5, 2020 12:30 PM\nTo: "ana"<ana@kunde.example>;\nSubject: Your order',
    '------------------ 原始邮件 ------------------\n发件人: "Shop" <office@shop.example>;\n发送时间: 2020年10月5日(星期一) 中午12:30\n收件人: "ana"<ana@kunde.example>;\n主题: 订单',
    '--- Original Message ---\nFrom : Shop <office@shop.example>\nTo : ana@kunde.example\nDate : 2020/10/05 Monday 12:30:00\nSubject : order',
    '-----원본 메시지-----\nFrom: "Shop" <office@shop.example>\nTo: ana@kunde.example\nSent: 2020-10-05 (월) 12:30:00\nSubject: 주문',
    '---------- Původní e-mail ----------\nOd: Shop <office@shop.example>\nKomu: ana@kunde.example\nDatum: 5. 10. 2020 12:30:00\nPředmět: Objednávka',
    '---------------------------\nDnia 5 października 2020 12:30 Shop <office@shop.example> napisał(a):',
    'Temat: Zamówienie\nData: 2020-10-05 12:30\nNadawca: "Shop" <office@shop.example>\nAdresat: ana@kunde.example;',
    '----Messaggio originale----\nDa: office@shop.example\nData: 5-ott-2020 12.30\nA: <ana@kunde.example>\nOgg: Il tuo ordine',
]  # fmt: skip
CUSTOMERS = [
    "I wrote to you on 3 May:\nthe cup is broken.",
    "My trip\nFrom: Berlin\nTo: Paris\nDate: 5 May\nplease deliver there",
    "You wrote: the parcel will come on Monday.\nIt did not come.",
    "Hello,\nplease change:\n> size 38 to 40\n> colour blue to red\nthanks",
    "On Monday, Oct 5 I ordered two cups and Ben wrote:\nonly one came.",
    "Von: mir\nAn: euch\nalles Gute!",
    "Order date: 5 Oct 2020\nName: Ana\nEmail: ana@kunde.example\nI want to return it",
    "To: whom it may concern\nFrom: an angry customer\nwhere is it?",
    "Am Montag habe ich bestellt und schrieb dann:\nnichts.",
    "El lunes 5 de octubre escribí:\n¿dónde está?",
    "Le 5 octobre j'ai écrit :\npas de réponse.",
    "1) cup\n--------\n2) plate\n--------\nboth broken?",
    "Dear shop,\nDate: 5 May\nSubject: broken cup\nit is broken.",
]


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_above_a_marked_quote(attribution: str) -> None:
    assert split_text(f"{NEW}\n\n{attribution}\n{QUOTED}\n").new == NEW


@pytest.mark.parametrize("attribution", [one for one in ATTRIBUTIONS if one != "Shop wrote:"])
def test_above_a_quote_without_marks(attribution: str) -> None:
    assert split_text(f"{NEW}\n\n{attribution}\n\n{OLD}\n").new == NEW


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_below_a_marked_quote(attribution: str) -> None:
    assert split_text(f"{attribution}\n{QUOTED}\n\n{NEW}\n").new == NEW


@pytest.mark.parametrize("attribution", [one for one in ATTRIBUTIONS if len(one) > 62 and "\n" not in one])
def test_attributions_that_were_wrapped(attribution: str) -> None:
    place = attribution.rfind(" ", 0, 62)
    wrapped = f"{attribution[:place]}\n{attribution[place + 1 :]}"
    assert split_text(f"{NEW}\n\n{wrapped}\n{QUOTED}\n").new == NEW


@pytest.mark.parametrize("head", HEADS)
def test_above_a_copied_head(head: str) -> None:
    assert split_text(f"{NEW}\n\n{head}\n\n{OLD}\n").new == NEW
    with_phone = split_text(f"{NEW}\n\nSent from my iPhone\n\n{head}\n\n{OLD}\n")
    assert with_phone.new == NEW
    assert with_phone.signature.startswith("Sent from my iPhone")


@pytest.mark.parametrize("words", CUSTOMERS)
def test_words_that_only_look_like_it(words: str) -> None:
    assert split_text(words).new == words
