"""Quotes in HTML as mail programs wrap them: what the customer added, and nothing else."""

import pytest

from shopkeeper.channels.adapters.email.reading import split_html

N = "<div>Thank you, that works.</div><div>Please send it soon.</div>"
NEW = "Thank you, that works.\nPlease send it soon."
OLD = "<p>Hello,</p><p>your parcel is on its way.</p>"
CONTAINERS = {
    "gmail": N + '<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, Oct 5, 2020 at 12:30 PM Shop &lt;<a href="mailto:o@s.example">o@s.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0">' + OLD + '</blockquote></div>',
    "gmail new": N + '<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Mon wrote:<br></div><blockquote class="gmail_quote">' + OLD + '</blockquote></div>',
    "apple": N + '<div><br><blockquote type="cite"><div>On 5 Oct 2020, at 12:30, Shop &lt;o@s.example&gt; wrote:</div><br class="Apple-interchange-newline"><div>' + OLD + '</div></blockquote></div>',
    "ios": N + '<div dir="ltr"><br><blockquote type="cite">On 5 Oct 2020, at 12:30, Shop &lt;o@s.example&gt; wrote:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">' + OLD + '</div></blockquote>',
    "ios sig": N + '<div dir="ltr">Von meinem iPhone gesendet</div><div dir="ltr"><br><blockquote type="cite">Am 05.10.2020 um 12:30 schrieb Shop &lt;o@s.example&gt;:<br><br></blockquote></div><blockquote type="cite">' + OLD + '</blockquote>',
    "outlook web": N + '<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font><b>Von:</b> Shop &lt;o@s.example&gt;<br><b>Gesendet:</b> Montag<br><b>An:</b> Ana<br><b>Betreff:</b> x</font></div><div>' + OLD + '</div>',
    "outlook appendonsend": N + '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Shop</div>' + OLD,
    "outlook desktop": '<div class="WordSection1"><p class="MsoNormal">Thank you, that works.</p><p class="MsoNormal">Please send it soon.</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>Von:</b> Shop &lt;o@s.example&gt;<br><b>Gesendet:</b> Montag, 5. Oktober 2020 12:30<br><b>An:</b> Ana<br><b>Betreff:</b> x</p></div></div>' + OLD + '</div>',
    "outlook desktop old": '<div class="Section1"><p class="MsoNormal">Thank you, that works.</p><p class="MsoNormal">Please send it soon.</p><div style=\'border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm\'><p class="MsoNormal"><b>From:</b> Shop<br><b>Sent:</b> Monday, October 5, 2020 12:30 PM<br><b>To:</b> Ana<br><b>Subject:</b> x</p></div>' + OLD + '</div>',
    "outlook mac": N + '<div id="mail-editor-reference-message-container"><div class="ms-outlook-mobile-reference-message"><div style="text-align:left;padding:3pt 0in 0in;border-top:1pt solid rgb(181,196,223)"><b>From: </b>Shop</div>' + OLD + '</div></div>',
    "outlook mobile": N + '<div class="ms-outlook-mobile-signature">Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div><div id="mail-editor-reference-message-container"><hr><div id="divRplyFwdMsg"><b>From:</b> Shop</div>' + OLD + '</div>',
    "yahoo": N + '<div id="ydp1yahoo_quoted_1" class="yahoo_quoted"><div><div>On Monday, 5 October 2020 at 12:30:00 BST, Shop &lt;o@s.example&gt; wrote:</div><div>' + OLD + '</div></div></div>',
    "yahoo mobile": N + '<div class="ymail_android_signature"><a href="x">Sent from Yahoo Mail on Android</a></div> <blockquote> <div> <div>On Mon, 5 Oct 2020 at 12:30, Shop</div><div>&lt;o@s.example&gt; wrote:</div> </div>' + OLD + '</blockquote>',
    "thunderbird": N + '<div class="moz-cite-prefix">Am 05.10.20 um 12:30 schrieb Shop:<br></div><blockquote type="cite" cite="mid:1@s.example">' + OLD + '</blockquote>',
    "proton": N + '<div class="protonmail_quote">On Monday, October 5th, 2020 at 12:30, Shop &lt;o@s.example&gt; wrote:<br><blockquote class="protonmail_quote" type="cite">' + OLD + '</blockquote></div>',
    "proton old": N + '<div class="protonmail_quote">‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐<br>On Monday, Shop wrote:<blockquote class="protonmail_quote">' + OLD + '</blockquote></div>',
    "zimbra": N + '<hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>From: </b>"Shop" &lt;o@s.example&gt;<br><b>To: </b>"Ana" &lt;a@k.example&gt;<br><b>Sent: </b>Monday, October 5, 2020 12:30:00 PM<br><b>Subject: </b>x<br></div><div data-marker="__QUOTED_TEXT__">' + OLD + '</div>',
    "samsung": N + '<div><br></div><div style="font-size:100%;color:#000000"><!-- originalMessage --><div>-------- Original message --------</div><div>From: Shop &lt;o@s.example&gt; </div><div>Date: 05/10/2020  12:30  (GMT+01:00) </div><div>To: a@k.example </div><div>Subject: x </div><div><br></div></div>' + OLD,
    "gmx": '<html><head></head><body><div style="font-family: Verdana;"><div>Thank you, that works.</div><div>Please send it soon.</div><div>&nbsp;<div name="quote" style="margin:10px 5px 5px 10px;border-left:2px solid #C3D9E5;"><div style="margin:0 0 10px 0;"><b>Gesendet:</b>&nbsp;Montag, 05. Oktober 2020 um 12:30 Uhr<br/><b>Von:</b>&nbsp;"Shop" &lt;o@s.example&gt;<br/><b>An:</b>&nbsp;a@k.example<br/><b>Betreff:</b>&nbsp;x</div><div name="quoted-content">' + OLD + '</div></div></div></div></body></html>',
    "tutanota": N + '<div class="tutanota_quote">5 Oct 2020, 12:30 by o@s.example:<br><blockquote class="tutanota_quote">' + OLD + '</blockquote></div>',
    "mailru": N + '<blockquote style="border-left:1px solid #0857A6;margin:10px;padding:0 0 0 10px;">Понедельник, 5 октября 2020, 12:30 +03:00 от Shop &lt;o@s.example&gt;:<br>&nbsp;<div id="">' + OLD + '</div></blockquote>',
    "yandex": N + '<div><br></div><div>05.10.2020, 12:30, "Shop" &lt;o@s.example&gt;:</div><blockquote>' + OLD + '</blockquote>',
    "qq": N + '<div><includetail><div>&nbsp;</div><div style="font-size:12px;font-family:Arial;padding:2px 0 2px 0;">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="font-size:12px;background:#efefef;padding:8px;"><div><b>发件人:</b>&nbsp;"Shop"&lt;o@s.example&gt;;</div><div><b>发送时间:</b>&nbsp;2020年10月5日</div><div><b>收件人:</b>&nbsp;"a"&lt;a@k.example&gt;;</div><div><b>主题:</b>&nbsp;x</div></div>' + OLD + '</includetail></div>',
    "163": N + '<p>At 2020-10-05 12:30:00, "Shop" &lt;o@s.example&gt; wrote:</p><blockquote id="isReplyContent" style="PADDING-LEFT: 1ex; MARGIN: 0px 0px 0px 0.8ex; BORDER-LEFT: #ccc 1px solid">' + OLD + '</blockquote>',
    "notes": '<font size=2 face="sans-serif">Thank you, that works.</font><br><font size=2>Please send it soon.</font><br><br><font size=1 color=#5f5f5f>From: &nbsp; &nbsp; &nbsp; &nbsp;</font><font size=1>Shop &lt;o@s.example&gt;</font><br><font size=1 color=#5f5f5f>To: &nbsp; &nbsp; &nbsp; &nbsp;</font><font size=1>a@k.example</font><br><font size=1 color=#5f5f5f>Date: &nbsp; &nbsp; &nbsp; &nbsp;</font><font size=1>05/10/2020 12:30</font><br><font size=1 color=#5f5f5f>Subject: &nbsp; &nbsp;</font><font size=1>x</font><br><hr noshade>' + OLD,
    "roundcube": '<p>Thank you, that works.<br>Please send it soon.</p><p id="reply-intro">On 2020-10-05 12:30, Shop wrote:</p><blockquote type="cite" style="padding: 0 0.4em; border-left: #1010ff 2px solid; margin: 0">' + OLD + '</blockquote>',
    "front": N + '<blockquote type="cite" class="front-blockquote">On October 5, 2020, 12:30 PM GMT+2 <a href="mailto:o@s.example">o@s.example</a> wrote:<br><br>' + OLD + '</blockquote>',
    "zoho": N + '<div class="zmail_extra"><br><div id="Zm-_Id_-Sgn1">---- On Mon, 05 Oct 2020 12:30:00 +0200 <b>Shop &lt;o@s.example&gt;</b> wrote ---<br></div><blockquote id="blockquote_zmail">' + OLD + '</blockquote></div>',
    "zoho new": N + '<div class="zmail_extra_hr" style="border-top: 1px solid rgb(204, 204, 204); height: 0px;"><br></div><div class="zmail_extra" data-zbluepencil-ignore="true"><br><div><strong>From: </strong>Shop &lt;o@s.example&gt;<br><strong>To: </strong>a@k.example<br><strong>Date: </strong>Mon<br><strong>Subject: </strong>x<br></div><blockquote>' + OLD + '</blockquote></div>',
    "spark": N + '<div name="messageReplySection">On 5 Oct 2020, 12:30 +0200, Shop &lt;o@s.example&gt;, wrote:<br/><blockquote type="cite">' + OLD + '</blockquote></div>',
    "superhuman": N + '<div class="sh-signature">Sent via <a>Superhuman</a></div><br><div class="gmail_quote">On Mon, Oct 05, 2020 at 12:30 PM, Shop <span>&lt;o@s.example&gt;</span> wrote:<blockquote>' + OLD + '</blockquote></div>',
    "hey": N + '<div><br><blockquote>On October 5, 2020, Shop &lt;o@s.example&gt; wrote:<br>' + OLD + '</blockquote></div>',
    "libero": N + '<br><div class="io-ox-hint"></div><blockquote type="cite">Il 05/10/2020 12:30 Shop &lt;o@s.example&gt; ha scritto:<br>' + OLD + '</blockquote>',
    "ox": N + '<blockquote type="cite"><div>Shop &lt;o@s.example&gt; hat am 05.10.2020 12:30 CEST geschrieben:</div><div>' + OLD + '</div></blockquote>',
    "aol": N + '<div id="yiv"></div><div style="font-family:arial">-----Original Message-----<br>From: Shop &lt;o@s.example&gt;<br>To: a@k.example<br>Sent: Mon, 5 Oct 2020 12:30 pm<br>Subject: x<br><br>' + OLD + '</div>',
    "naver": N + '<div class="naver_quote"></div><p>-----Original Message-----<br><b>From:</b>&nbsp;"Shop"&lt;o@s.example&gt;<br><b>To:</b>&nbsp;a@k.example<br><b>Sent:</b>&nbsp;2020-10-05 (월) 12:30:00 (GMT+09:00)<br><b>Subject:</b>&nbsp;x</p>' + OLD,
    "evolution": N + '<div>On Mon, 2020-10-05 at 12:30 +0200, Shop wrote:</div><blockquote type="cite" style="margin:0 0 0 .8ex; border-left:2px #729fcf solid;padding-left:1ex">' + OLD + '</blockquote>',
    "mailbird": N + '<blockquote class="history_container" type="cite" style="border-left-style:solid"><p>On 10/5/2020 12:30:00 PM, Shop &lt;o@s.example&gt; wrote:</p>' + OLD + '</blockquote>',
    "emclient": N + '<div>------ Original Message ------</div><div>From: "Shop" &lt;<a href="mailto:o@s.example">o@s.example</a>&gt;</div><div>To: "Ana" &lt;a@k.example&gt;</div><div>Sent: 05/10/2020 12:30:00</div><div>Subject: x</div><div><br/></div><div id="x1"><blockquote cite="1" type="cite" class="cite2">' + OLD + '</blockquote></div>',
    "gmail forward-less table": N + '<table><tr><td><blockquote class="gmail_quote">' + OLD + '</blockquote></td></tr></table>',
    "windows mail": N + '<div style="mso-element:para-border-div;border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal" style="border:none;padding:0cm"><b>Van: </b>Shop<br><b>Verzonden: </b>maandag 5 oktober 2020 12:30<br><b>Aan: </b>Ana<br><b>Onderwerp: </b>x</p></div>' + OLD,
    "seznam": N + '<aside class="szn-reply">---------- Původní e-mail ----------<br>Od: Shop &lt;o@s.example&gt;<br>Komu: a@k.example<br>Datum: 5. 10. 2020 12:30:00<br>Předmět: x<br><blockquote>' + OLD + '</blockquote></aside>',
    "laposte": N + '<blockquote style="padding-left:5px;border-left:2px solid;"><div>De : Shop &lt;o@s.example&gt;<br>A : a@k.example<br>Envoyé : lundi 5 octobre 2020 12:30<br>Objet : x</div>' + OLD + '</blockquote>',
    "below": '<div class="moz-cite-prefix">On 05.10.20 12:30, Shop wrote:<br></div><blockquote type="cite">' + OLD + '</blockquote><p>Thank you, that works.<br>Please send it soon.</p>',
}  # fmt: skip


@pytest.mark.parametrize("program", CONTAINERS)
def test_quotes_in_their_containers(program: str) -> None:
    split = split_html(CONTAINERS[program])
    assert split.new.replace("\n\n", "\n") == NEW
    assert "your parcel is on its way" in split.quoted
