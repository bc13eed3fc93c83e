"""What mail programs say when they quote, forward and sign, in many languages. Data only; all in lower case."""

# "On … X wrote:", by language
WROTE = """
wrote|writes
schrieb|geschrieben|schreibt
escribió|escribio|escribe|ha escrito
a écrit|a ecrit|écrit|a envoyé
escreveu|escreve
ha scritto|scrive|scritto
schreef|geschreven|heeft geschreven
napisał|napisała|napisał(a)|napisali|pisze
skrev|skriver
kirjoitti|kirjoittaa
написал|написала|написал(а)|написали|пишет|писал|писал(а)
пише|написав|написала
napsal|napsala|napsal(a)|píše
napísal|napísala|napísal(a)|napísal/a
írta|ezt írta|a következőt írta
a scris|scris
yazdı|şunu yazdı|yazmış
έγραψε|έγραψεν
написа|написала
napisao|napisala|je napisao|je napisao/la|je napisala|piše
kirjutas|rakstīja|rakstija|rašė|parašė
va escriure|ha escrit
viết|đã viết|menulis|tulis|เขียนว่า|เขียน
写道|寫道|写信|のメール|さんは書きました|wrote|님이 작성|작성|書き込みました|のメッセージ
כתב|כתבה|מאת|كتب|كتبت|ने लिखा|نوشت|skrifaði|idatzi zuen
"""

OPENERS = """
on|at|am|an|el|le|il|em|in data|en|op|den|dne|dnia|w dniu|dana|på|på|pe|în|στις|vào|pada|на|по|it|quoting|zitat von|citando|citat|am:|tarihinde|ve|il giorno|el día|dňa|dna|dátum|
sent from|в письме|בתאריך|في|ב|ב-|في يوم|v|u|در|วันที่|在|于|dnes|le lun|le mar|le mer|le jeu|le ven|le sam|le dim
"""

# day names, openers only where a date follows at once
WEEKDAYS = """
mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|mié|mie|jeu|jue|ven|vie|sam|sáb|sab|dim|dom|gio|seg|ter|qua|qui|sex|ma|wo|vr|za|zo|man|tir|ons|tor|tors|fre|lør|lör|søn|sön|
mån|tis|ti|ke|to|pe|la|su|pon|pn|wt|śr|czw|pt|sob|ndz|po|út|st|čt|pá|ne|ut|št|пн|вт|ср|чт|пт|сб|вс|нд|h|k|sze|cs|p|szo|v|pzt|sal|çar|per|cum|cmt|paz|joi|vin|dum|s|maanantai|mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|
pirmd|otrd|trešd|ceturtd|piektd|sestd|svētd|пнд|понеделник|неделя|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|quinta|quarta|terça|segunda|sexta|sábado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag
"""

# labels of a header block, by the field they mean
LABELS = {
    "from": """from|nadawca|remetente|lähettäjä|出发人|寄件人|von|de|da|van|fra|från|od|lähettäjä|от|від|feladó|kimden|gönderen|gönderici|expéditeur|remitente|mittente|remetente|afsender|
        avsändare|afzender|avsender|nadawca|odosielateľ|odesílatel|de la|από|šalje|pošiljatelj|šalje|发件人|發件人|寄件者|差出人|送信元|送信者|보낸 사람|보낸사람|
        보낸이|מאת|من|nga|saatja|no|nuo|expeditor|trimis de|pošiljalac|från|remitent|отправитель|відправник|dari|từ|จาก|from address""",
    "to": """to|an|à|a|para|pour|aan|til|till|do|dla|vastaanottaja|кому|до|címzett|kime|alıcı|kam|komu|adressaat|pre|pro|către|catre|pentru|προς|prima|za|primatelj|
        收件人|收件者|kome|primatelji|adresaci|vastaanottajat|destinatarios|destinatari|destinataires|gavėjas|címzettek|宛先|送信先|받는 사람|받는사람|받는이|אל|إلى|per|destinataire|destinatario|destinatário|empfänger|modtager|mottagare|mottaker|ontvanger|
        odbiorca|adresat|príjemca|příjemce|saaja|recipient|recipients|ricevente|a:|i|kepada|đến|ถึง""",
    "cc": """cc|kopija|kopie|kopie (cc)|kopia|kopi|kopio|copie à|copie|copia|cópia|cópia para|másolat|másolatot kap|másolat:|копия|копія|bilgi|в копии|dw|udw|κοιν|κοινοποίηση|
        kópia|kópie|抄送|副本|参照|參照|참조|עותק|نسخة|cc:|kopie an|kopia do|kop|copie carbone|c/c|kopio:|sk|kk|cópia oculta""",
    "bcc": "bcc|cci|cco|ccn|blindkopie|dold kopia|skjult kopi|blind copy|密送|密件副本|скрытая копия|piilokopio|ukryta kopia|udw",
    "date": """date|sent|datum|gesendet|gesendet am|gesendet:|enviado|enviado el|enviado em|enviada|enviada em|envoyé|envoyé le|fecha|data|data:|inviato|inviato il|
        data invio|verzonden|dato|sendt|sendt den|skickat|skickades|odesláno|odoslané|datum:|wysłano|data wysłania|dátum|lähetetty|päivämäärä|päiväys|pvm|дата|отправлено|изпратено|изпратена|saadetud|nosūtīts|išsiųsta|послато|испратено|
        відправлено|надіслано|дата:|elküldve|küldve|küldés|gönderildi|gönderilme|gönderme tarihi|gönderim|tarih|trimis|dată|data trimiterii|ημερομηνία|στάλθηκε|
        poslano|datum slanja|发送时间|發送時間|发送日期|日期|时间|傳送時間|寄件日期|日時|送信日時|日付|送信日|날짜|보낸 날짜|보낸날짜|תאריך|נשלח|التاريخ|تاريخ الإرسال|date d'envoi|
        datum/zeit|kuupäev|datums|tanggal|ngày|sent at|poslané|poslano:|message du|le""",
    "subject": """subject|betreff|betr|относно|zadeva|tēma|subjek|предмет|asunto|objet|oggetto|onderwerp|assunto|emne|ämne|temat|předmět|predmet|aihe|тема|tárgy|konu|subiect|θέμα|naslov|
        主题|主旨|標題|件名|主題|제목|נושא|الموضوع|subject line|sujet|argomento|subjekt|tema|teema|perihal|chủ đề|เรื่อง""",
    "reply_to": """reply-to|reply to|antwort an|répondre à|responder a|responder para|rispondi a|antwoord aan|antwoorden aan|svar til|svara till|svar till|
        odpowiedz do|odpovědět komu|odpovedať|vastaa|vastausosoite|ответить|обратный адрес|válaszcím|yanıtla|yanıt adresi|răspuns către|返信先|回复|回覆|답장|odgovori|
        відповісти""",
    "other": """organization|organisation|resent-from|x-mailer|importance|wichtigkeit|importancia|priorité|priority|attachments|anlagen|anhänge|adjuntos|pièces jointes|
        allegati|anexos|bijlagen|vedhæftede filer|bifogade filer|załączniki|přílohy|附件|添付ファイル|message-id|newsgroups|list-id|reply|in-reply-to|follow up flag|
        flag status|categories|signed by|mailed-by|precedence|références|security""",
}  # fmt: skip

# "-----Original Message-----" and its kin
ORIGINAL = """
original message|reply message|original email|original mail|original appointment|begin message|message original|urspruengliche nachricht
ursprüngliche nachricht|originalnachricht|original-nachricht|antwort nachricht|original nachricht|ursprüngliche mail|ursprüngliche e-mail
mensaje original|mensaje de respuesta|mensagem original|messaggio originale|messaggio di risposta|message d'origine|message d’origine|message initial
oorspronkelijk bericht|origineel bericht|antwoord bericht|oprindelig meddelelse|original meddelelse|oprindelig besked|opprinnelig melding|original melding|svar melding
ursprungligt meddelande|originalmeddelande|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|wiadomosc oryginalna|původní zpráva|pôvodná správa
исходное сообщение|оригинальное сообщение|первоначальное сообщение|початкове повідомлення|eredeti üzenet|özgün ileti|orijinal mesaj|orjinal mesaj|mesaj original|mesajul original
αρχικό μήνυμα|izvorna poruka|originalna poruka|izvorno sporočilo|原始邮件|原始郵件|原始信息|邮件原件|元のメッセージ|オリジナルメッセージ|元のメール|원본 메시지|원본 메일|원본메시지
הודעה מקורית|الرسالة الأصلية|pesan asli|tin nhắn gốc|missatge original|quoted message|回复邮件|algne sõnum
"""

# "---------- Forwarded message ---------", "Begin forwarded message:"
FORWARDED = """
forwarded message|forwarded email|forwarded mail|forwarded by|forwarded message / fwd.msg|begin forwarded message|započni proslijeđenu poruku|început mesaj redirecționat|iletilen ileti başlangıcı|i̇letilen ileti başlangıcı|začátek přeposílané zprávy|mesaj retransmis|kopija poruke|mesaj redirecționat|start of forwarded message|message forwarded
weitergeleitete nachricht|weitergeleitete mail|weitergeleitete e-mail|anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|beginn der weitergeleiteten nachricht
mensaje reenviado|mensaje remitido|inicio del mensaje reenviado|principio del mensaje reenviado|comienzo del mensaje reenviado
message transféré|message réexpédié|message transmis|début du message réexpédié|début du message transféré|courriel transféré
messaggio inoltrato|inizio messaggio inoltrato|inizio del messaggio inoltrato|mensagem encaminhada|mensagem reencaminhada|início da mensagem encaminhada|início da mensagem reencaminhada|
início de mensagem reenviada|doorgestuurd bericht|doorgestuurde bericht|begin doorgestuurd bericht|begin van doorgestuurd bericht|videresendt besked|videresendt meddelelse|
videresendte meddelelse|start på videresendt besked|start på videresendt meddelelse|begyndelse på videresendt besked|videresendt melding|videresendt e-post|vidaresend melding|videresendt|
starten på den videresendte meldingen|begynnelse på videresendt melding|vidarebefordrat meddelande|vidarebefordrat mejl|vidarebefordrat brev|vidarebefordrat|börjar vidarebefordrat meddelande|
början på vidarebefordrat meddelande|början av vidarebefordrat meddelande|välitetty viesti|välitetty viesti / fwd.msg|välitetty viesti alkaa|edelleenlähetetty viesti|edelleen lähetetty viesti
wiadomość przekazana|przekazana wiadomość|przesłana wiadomość|wiadomość przesłana dalej|początek przekazywanej wiadomości|początek przesyłanej dalej wiadomości|treść przekazanej wiadomości|
přeposlaná zpráva|přeposlaný e-mail|předaná zpráva|začátek přeposlané zprávy|začátek předávané zprávy|preposlaná správa|preposlaný e-mail|začiatok preposlanej správy|
пересылаемое сообщение|пересланное сообщение|перенаправленное сообщение|пересылаемое письмо|начало переадресованного сообщения|начало пересылаемого сообщения|пересланное письмо|
переслане повідомлення|переслане повідомлення|пересланий лист|початок листа, що пересилається|початок переадресованого повідомлення|перенаправлене повідомлення|початок пересланого повідомлення|
továbbított üzenet|továbbított levél|továbbított levél kezdete|továbbított üzenet kezdete|iletilmiş mesaj|iletilen ileti|iletilen mesaj|yönlendirilen ileti|yönlendirilmiş ileti|
iletilen iletinin başlangıcı|i̇letilen mesaj|i̇letilmiş mesaj|i̇letilen ileti|başlangıç iletilen ileti|yönlendirilmiş mesaj|mesaj redirecționat|mesaj redirectionat|mesaj înaintat|
mesajul redirecționat|începutul mesajului redirecționat|începe mesajul redirecționat|proslijeđena poruka|proslijeđeno|proslijeđena e-poruka|početak proslijeđene poruke|prosleđena poruka|posredovano sporočilo|
προωθημένο μήνυμα|προωθημένο e-mail|αρχή προωθημένου μηνύματος|missatge reenviat|转发邮件|转发的邮件|轉寄郵件|轉寄的郵件|已转发邮件|转发邮件信息|开始转发的邮件|以下是转发的邮件|轉寄信件|轉寄訊息|
メッセージを転送|転送されたメッセージ|転送メッセージ|転送メール|転送されたメール|以下、転送メッセージ|전달된 메시지|전달된 메일|전달 메일|הודעה שהועברה|רسالة معاد توجيهها|رسالة محولة|الرسالة المحولة|pesan diteruskan|thư chuyển tiếp
"""

# subject prefixes, longest wins; compared without case
FORWARD_PREFIXES = """
fw|fwd|wg|tr|rv|enc|res enc|i|inoltra|inoltro|doorst|doorgest|dg|vs|vb|vl|vidarebefordrat|videres|videresend|pd|přeposl|fwd|пересл|hа|пер|továbbítás|továbbítva|ilt|i̇lt|i̇let|ilet|
prosl|proslijeđeno|redirecționat|πρθ|转发|轉寄|転送|전달|הועבר|إعادة توجيه|trs|weitergeleitet|reenv|reenviado|reenvío|fs|vd|fvw|välitetty|вих|πρ|nl|enc.|yml|yönlendirme|trans|transf
"""
REPLY_PREFIXES = """
re|aw|antw|sv|vs|ref|rif|res|odp|ответ|отв|vá|ynt|yanıt|rép|rép.|r|antwort|答复|回复|回覆|返信|답장|réf|re²|atb|svar|bls|antwoord|відповідь|на|απ|σχετ|თ|ang|tl|va|reply
"""

# the last line phones and programs add
SENT_FROM = """
sent from|sent with|sent via|sent using|sent by|sent on|get outlook for|get outlook|from my iphone|from my ipad|from my android|sent myphone|composed with|
envoyé de mon|envoyé depuis|envoyé à partir|envoyé avec|envoyé via|télécharger outlook|obtenez outlook|von meinem|gesendet von|gesendet mit|gesendet aus|gesendet über|
diese nachricht wurde von meinem|diese e-mail wurde von|outlook für|holen sie sich outlook|hol dir outlook|enviado desde|enviado de|enviado do|enviado via|enviado com|enviado por|enviado a partir|enviada do|enviado con|
obtener outlook|obter o outlook|inviato da|inviato dal|inviato con|scarica outlook|ottieni outlook|verzonden vanaf|verzonden met|verzonden vanuit|verzonden via|verstuurd vanaf|verstuurd met|outlook voor|
sendt fra|sendt med|sendt via|hent outlook|skickat från|skickat med|skickades från|hämta outlook|lähetetty|hanki outlook|wysłano z|wysłane z|wysłane przy użyciu|pobierz outlook|odesláno z|odesláno přes|odoslané z|odesláno|
отправлено с|отправлено из|отправлено через|надіслано з|надіслано через|відправлено з|iphone'umdan gönderildi|gönderildi|elküldve|küldve|trimis de pe|trimis din|poslano s|poslano z|εστάλη από|στάλθηκε από|
iphoneから送信|ipadから送信|から送信|発自我的|发自我的|發自我的|从我的|從我的|发自|傳送自|나의 iphone|iphone에서 보냄|에서 보냄|נשלח מה|أرسلت من|أُرسلت من|dikirim dari|gửi từ|enviat des de|posted from|written on my|typed on my|
sent through|mobile: |envoi de|inviato tramite|mail.ru|yahoo mail
"""

# a closing that begins a signature when it stands on a line of its own, with its comma
REGARDS = """
regards|best regards|kind regards|warm regards|warmest regards|kindest regards|with regards|with kind regards|with best regards|many thanks and regards|thanks and regards|thanks & regards|best wishes|yours sincerely|
sincerely|yours truly|yours faithfully|respectfully|cordially|all the best|cheers
mit freundlichen grüßen|mit freundlichen grüssen|freundliche grüße|freundliche grüsse|viele grüße|liebe grüße|beste grüße|herzliche grüße|mfg|schöne grüße|mit besten grüßen|viele grüsse|liebe grüsse|
cordialement|bien cordialement|bien à vous|salutations|meilleures salutations|sincères salutations|respectueusement|bien à toi
saludos|un saludo|saludos cordiales|atentamente|cordialmente|un cordial saludo|atenciosamente|cumprimentos|melhores cumprimentos|com os melhores cumprimentos|abraços|att
cordiali saluti|distinti saluti|saluti|un saluto|un cordiale saluto|met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|groeten|mvg|hartelijke groet
med venlig hilsen|venlig hilsen|mvh|med vänlig hälsning|med vänliga hälsningar|vänliga hälsningar|vänlig hälsning|hälsningar|med vennlig hilsen|vennlig hilsen|hilsen|ystävällisin terveisin|terveisin|
z poważaniem|pozdrawiam|pozdrowienia|s pozdravem|s přátelským pozdravem|s pozdravom|с уважением|з повагою|üdvözlettel|tisztelettel|saygılarımla|iyi çalışmalar|cu stimă|cu respect|με εκτίμηση|lijep pozdrav|srdačan pozdrav|
此致|よろしくお願いします|감사합니다
"""


# subjects of machines that answer for somebody, by language (Outlook, Exchange, Gmail, Notes, Zimbra and phone names of it)
AUTO_REPLIES = """
automatic reply|auto reply|auto-reply|autoreply|automated reply|automatic response|auto response|auto-response|automated response|out of office|out-of-office|out of the office|auto-generated reply
automatische antwort|autoantwort|auto-antwort|abwesenheitsnotiz|abwesenheitsnachricht|abwesenheitsbenachrichtigung|abwesenheitsmeldung|abwesenheitsassistent|automatische eingangsbestätigung|urlaubsnotiz|urlaubsbenachrichtigung
réponse automatique|reponse automatique|absence du bureau|message d'absence|message d’absence|notification d'absence|avis d'absence
respuesta automática|respuesta automatica|respuesta de ausencia|fuera de la oficina|fuera de oficina|mensaje de ausencia|resposta automática|resposta automatica|resposta automàtica|ausência temporária|fora do escritório|mensagem de ausência|aviso de ausência
risposta automatica|fuori sede|fuori ufficio|messaggio di assenza|avviso di assenza|automatisch antwoord|automatisch bericht|afwezigheidsbericht|afwezigheidsmelding|buiten kantoor
autosvar|automatiskt svar|automatisk svar|frånvaromeddelande|fraværsmelding|fraværsmeddelelse|ej på kontoret|inte på kontoret|ikke på kontoret|ikke til stede|automaattinen vastaus|poissa toimistosta|poissaoloilmoitus|poissaoloviesti
odpowiedź automatyczna|automatyczna odpowiedź|autoodpowiedź|poza biurem|automatická odpověď|automatická odpoveď|mimo kancelář|mimo kancelárie|nepřítomnost v kanceláři|автоответ|автоматический ответ|автоматична відповідь|автовідповідь|нет на месте|вне офиса|отсутствие на рабочем месте|автоматичен отговор
automatikus válasz|házon kívül|irodán kívül|otomatik yanıt|otomatik yanit|otomatik cevap|ofis dışında|ofis dışındayım|răspuns automat|raspuns automat|în afara biroului|αυτόματη απάντηση|εκτός γραφείου|automatski odgovor|samodejni odgovor|odgovor izvan ureda|automaatne vastus|automātiska atbilde|automātiskā atbilde|automatinis atsakymas
phản hồi tự động|trả lời tự động|balasan otomatis|jawapan automatik|ตอบกลับอัตโนมัติ|การตอบกลับอัตโนมัติ|自动回复|自动答复|自動回覆|自動回復|自動答覆|自動応答|自動返信|自動返信メール|不在通知|不在のお知らせ|不在応答|不在办公室|不在辦公室|자동 회신|자동 응답|자동회신|부재중|부재 중|부재 중 자동 회신|رد تلقائي|الرد التلقائي|مستجيب تلقائي|תשובה אוטומטית|מענה אוטומטי|מחוץ למשרד|स्वचालित उत्तर
"""

# they say the same where the phrase is all that stands there, or a colon, a date or the old subject follows
AWAY = """
ooo|away|away from the office|away from my desk|on vacation|on holiday|on leave|on annual leave|annual leave|vacation|absent|i'm on vacation|i am on vacation|i am out of the office|i'm out of the office|i'm away|i am away|i'm on holiday|i am on leave|maternity leave|parental leave|sick leave
abwesend|abwesenheit|ich bin abwesend|im urlaub|ich bin im urlaub|bin im urlaub|nicht im büro|nicht im haus|außer haus|ausser haus|in elternzeit|in mutterschutz|absence|absente|absent(e)|absent du bureau|absente du bureau|absent(e) du bureau|en congé|en congés|je suis en congé|je suis en congés|je suis absent|je suis absente|congés
ausente|ausencia|de vacaciones|estoy de vacaciones|en vacaciones|ausência|de férias|estou de férias|assente|assenza|in ferie|sono in ferie|in vacanza|afwezig|afwezigheid|niet aanwezig|op vakantie|met vakantie|met verlof|frånvarande|frånvaro|på semester|semester|fravær|fraværende|på ferie|lomalla|olen lomalla
nieobecny|nieobecna|nieobecność|na urlopie|jestem na urlopie|urlop|nepřítomen|nepřítomnost|dovolená|na dovolené|neprítomnosť|na dovolenke|в отпуске|я в отпуске|отсутствую|отпуск|у відпустці|відпустка|szabadságon|szabadság|izindeyim|izinde|i̇zindeyim|yıllık izin|concediu|în concediu|σε άδεια|απουσία|na odmoru|godišnji odmor|na dopustu|puhkusel|atvaļinājumā|atostogose
外出|休假|年假|休假中|出差|休暇|休暇中|外出中|出張中|휴가|휴가중|휴가 중|출장중|إجازة|في إجازة|בחופשה|nghỉ phép|cuti
"""


def terms(table: str) -> tuple[str, ...]:
    """The entries of one of the tables above, longest first."""
    found = {" ".join(entry.split()) for line in table.replace("|\n", "|").splitlines() for entry in line.split("|")}
    return tuple(sorted((entry for entry in found if entry), key=lambda entry: (-len(entry), entry)))
