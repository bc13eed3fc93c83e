"""What mail servers say when they refuse, as data: reasons by RFC 3463 code and by phrase, in the order they are tried."""

import re

# Only these mean that the address is no good for ever.
HARD = frozenset({"userunknown", "hostunknown", "hasmoved", "notaccept"})

# RFC 3463, the IANA registry of enhanced status codes, Exchange Online's own (three digits, in its NDR table); the class digit (4 or 5) is left out.
BY_CODE = {
    "1.0": "userunknown", "1.1": "userunknown", "1.2": "hostunknown", "1.3": "userunknown", "1.4": "filtered", "1.6": "hasmoved", "1.7": "rejected",
    "1.8": "rejected", "1.9": "userunknown", "1.10": "notaccept", "2.1": "suspend", "2.2": "mailboxfull", "2.3": "exceedlimit", "2.4": "filtered",
    "3.0": "systemerror", "3.1": "systemfull", "3.2": "notaccept", "3.3": "systemerror", "3.4": "mesgtoobig", "3.5": "systemerror",
    "4.0": "networkerror", "4.1": "expired", "4.2": "networkerror", "4.3": "systemerror", "4.4": "hostunknown", "4.5": "systemerror",
    "4.6": "networkerror", "4.7": "expired", "4.14": "networkerror", "4.300": "expired", "4.310": "hostunknown", "4.312": "networkerror", "4.316": "expired",
    "4.317": "expired", "5.0": "mailererror", "5.1": "syntaxerror", "5.2": "syntaxerror", "5.3": "toomanyconn",
    "5.4": "systemerror", "5.5": "systemerror", "5.6": "syntaxerror", "6.0": "contenterror", "6.1": "contenterror", "6.2": "contenterror",
    "6.3": "contenterror", "6.5": "contenterror", "6.7": "syntaxerror", "6.9": "contenterror", "7.0": "securityerror", "7.1": "rejected", "7.2": "rejected",
    "7.3": "securityerror", "7.4": "securityerror", "7.5": "securityerror", "7.6": "securityerror", "7.7": "securityerror", "7.8": "securityerror",
    "7.9": "securityerror", "7.13": "suspend", "7.14": "securityerror", "7.17": "hasmoved", "7.18": "hasmoved", "7.20": "authfailure", "7.21": "authfailure",
    "7.22": "authfailure", "7.23": "authfailure", "7.24": "authfailure", "7.25": "requireptr", "7.26": "authfailure", "7.27": "notaccept",
    "7.28": "speeding", "7.29": "authfailure",
}  # fmt: skip

_PHRASES: tuple[tuple[str, str], ...] = (
    (
        "mailboxfull",
        r"""mailbox (?:is |size )?(?:full|exceeded|would be exceeded|quota|limit)|over ?quota|over (?:the )?(?:allowed |disk )?quota|quota (?:has been |is )?exceed|
        exceed(?:s|ed|ing)? (?:\S{1,20} ){0,4}(?:storage|quota|mailbox|disk|space)|(?:storage|disk) (?:quota|limit|space|allocation) (?:\S{1,12} ){0,3}exceed|insufficient (?:disk )?(?:storage|quota|space)|
        not enough (?:disk )?(?:storage|space|quota)|no (?:disk )?space left in (?:the )?mailbox|full mailbox|user is over|account (?:is |has )?(?:over|full|exceeded)|(?:mail|in)box .{0,40}is full|maildir (?:is )?(?:over ?quota|full)|
        mailfolder is full|too much mail data|disk quota|quota violation|recipient.{0,30}(?:is )?full|boxes? full|inbox is full|out of storage|mailbox .{0,30}too (?:large|big)|exceeded storage|maximum.{0,20}mailbox size|
        would go over quota|hard limit for|\bvoll\b|mailbox_full|delivery to mailbox.{0,30}would exceed|cannot receive.{0,30}space|quotaexceeded|resource ?limit|full queue on the mailbox|boîte.{0,60}pleine|casella.{0,60}piena|buzón.{0,60}lleno|
        speicherplatz.{0,40}(?:erschöpft|überschritten|belegt)|espace de stockage.{0,40}(?:insuffisant|dépassé)|(?:mailbox|postbus|postvak).{0,40}\bvol\b|caixa.{0,60}(?:cheia|lotada)|skrzynka.{0,40}(?:pełna|przepełniona)|brevlåda.{0,30}full|(?:postkasse|postboks|innboks).{0,30}full|
        schránka.{0,40}plná|postilaatikko.{0,40}täynnä|postafiók.{0,40}megtelt|posta kutusu.{0,30}(?:dolu|doldu)|(?:ящик|скринька).{0,40}переполнен|邮箱.{0,10}(?:已满|满)|信箱.{0,10}已?滿|メールボックス.{0,12}(?:いっぱい|容量)|メールボックスの容量|메일함.{0,12}(?:초과|가득)|용량이 초과""",
    ),
    (
        "mesgtoobig",
        r"""message (?:size |length |header size )?(?:exceed|too (?:big|large|long)|is too|larger than|size limit)|too (?:big|large) (?:a )?message|exceeds (?:the )?(?:maximum|fixed|allowable|allowed) (?:message |mail )?size|
        size (?:of message )?(?:exceeds|limit)|larger than the (?:current )?(?:system )?(?:size )?limit|max(?:imum)? message size|message file too big|line too long|data size .{0,20}exceed""",
    ),
    (
        "exceedlimit",
        r"message (?:is )?too large for this mailbox|exceeds (?:the )?(?:recipient|user)'?s? (?:size|message) limit",
    ),
    (
        "hasmoved",
        r"has (?:been )?moved|user.{0,20}moved|no longer (?:at|on) this|address.{0,20}has changed|has been replaced by|relocated",
    ),
    (
        "suspend",
        r"""(?:mailbox|account|user|recipient|address|inbox|email)\b.{0,60}(?:\bsuspended|currently suspend|(?:temporar(?:il)?y |is |been |currently )(?:disabled|inactive|locked|blocked|deactivated|frozen|unavailable for delivery)|inactive|not active)|
        disabled (?:account|mailbox|user)|inactive (?:user|account|mailbox)|not accepting (?:mail|messages) at this time|account.{0,20}(?:expired|closed)|over-quota or disabled|out of use|has been deactivated|mailbox .{0,40}\bfrozen|not been paid""",
    ),
    (
        "norelaying",
        r"""relay(?:ing)? (?:is )?(?:access )?(?:den|not (?:permit|allow)|prohibit|reject|refus)|(?:not|no|unable|cannot) (?:permitted |allowed )?(?:to )?relay|relay.{0,20}(?:not permitted|denied|prohibited)|we don'?t relay|
        not (?:a |an )?(?:open )?relay|no relaying|relaying mail to|relay not|mail server requires authentication when|not relayed|non-relay|insecure mail relay|that domain isn'?t in my list""",
    ),
    (
        "authfailure",
        r"""dmarc|dkim(?: signature)?.{0,60}(?:fail|invalid|pass|not|verif)|spf.{0,60}(?:fail|not allowed|check|record|not authorized|softfail|reject|pass)|sender policy framework|unauthenticated (?:email|mail)|authentication (?:checks? )?fail|sender id \(pra\)|
        not authenticated.{0,40}domain|does not pass authentication|is not authorized to send (?:mail )?(?:from|for)|mail from .{0,40}violates .{0,20}policy""",
    ),
    (
        "requireptr",
        r"""reverse dns|\brdns\b|\bptr\b|reverse (?:hostname|lookup|address|mapping)|cannot (?:find|resolve) your (?:hostname|reverse)|no (?:valid )?reverse|client host rejected: cannot find|unresolvable relay host|
        ip (?:address )?(?:is )?missing .{0,10}ptr|does not (?:have|resolve).{0,30}(?:reverse|hostname)|forward.confirmed|fcrdns|invalid hostname for.{0,20}your""",
    ),
    (
        "spamdetected",
        r"""\bspam(?:my)?\b.{0,40}(?:detect|content|message|score|reject|like|mail|filter|high|classif|suspicious|block)|(?:appears|looks|classified|identified|considered|detected|rejected|blocked|tagged|marked|likely|suspected) (?:\S{1,20} ){0,4}(?:to be |as |like |of |is )?(?:\S{1,10} )?(?:spam|junk|unsolicited|uce|ube)\b|
        spamassassin|high spam|junk mail|bulk email|unsolicited (?:mail|message|content|bulk)|content.{0,30}spam|unwanted (?:content|mail)|(?:message|content) rejected.{0,30}(?:content|filter|spam)|considered (?:by .{0,20} )?spam|dspam|rejected (?:due to|because of|for) (?:spam|content|policy).{0,10}spam|spam score""",
    ),
    ("virusdetected", r"virus|malware|infected|trojan|worm\b"),
    (
        "blocked",
        r"""blacklist|black list|black-list|blocklist|block list|blocked (?:by|using|for|because|due|at|from|-)|(?:\bip|client|connection|network|\d\])[^<>]{0,40}(?:\bblocked|is on .{0,30}list|listed|banned|denied|refused|reputation)|dnsbl|\brbl\b|spamhaus|spamcop|barracuda.{0,30}reputation|sorbs|
        poor reputation|low reputation|reputation|access denied.{0,20}ip|connection (?:refused|rejected|not allowed|denied) by|client host.{0,30}(?:rejected|blocked)|mail from .{0,50}refused|bad (?:helo|sender ip)|your (?:ip|server|host|network).{0,50}(?:block|list|reject|banned|refus|denied|not allowed)|
        no access from mail server|connections? (?:not accepted|will not be accepted)|helo.{0,30}reject|go away|dynamic (?:ip|address|pool)|dialup|not allowed to connect|service refused|we do not accept mail from|banned|pbl|ip address.{0,30}(?:refused|rejected|block)|email blocked""",
    ),
    (
        "speeding",
        r"rate.?limit|too (?:fast|frequent)|too many (?:messages|mails|emails).{0,40}|sending.{0,30}(?:rate|too)|throttl|slow down|excessive (?:email|rate)|unusual rate|receiving mail at a rate|please try again slower|exceeded the .{0,30}rate",
    ),
    (
        "toomanyconn",
        r"too many (?:connections|concurrent|sessions|errors from|recipients|smtp)|connection (?:rate |count )?limit|exceeded.{0,20}connections|maximum number of.{0,20}connections|concurrent connections|max.{0,10}connections|number of.{0,20}per session",
    ),
    (
        "hostunknown",
        r"""host (?:or domain )?(?:name )?(?:is )?(?:unknown|not found|lookup did not complete)|unknown host|domain (?:name )?(?:does not exist|not found|is not|must resolve|unknown|invalid)|no such (?:domain|host)|(?:host|domain).{0,60}not found|nxdomain|name service error|
        unroute?able (?:address|mail|domain)|cannot resolve|bad destination (?:mailbox system|host|email)|no (?:mx|dns) .{0,30}(?:record|found|exist)|dns (?:error|fail)|mx .{0,20}lookup fail|invalid domain|unrouteable|all relevant mx records point|all host address lookups failed|couldn'?t find any host (?:named|by that name)|name or service not known|illegal host|unable to resolve|domain.{0,40}(?:has no mx|isn't valid)|
        recipient address rejected: unknown.{0,10}domain|server for .{0,40}not found|mail domain mentioned|address family not supported|non-existent domain|dns_hard|mail server .{0,40}could not be found""",
    ),
    (
        "notaccept",
        r"does not accept (?:any )?(?:e?mail|mail|messages)|doesn't receive (?:e?mail|mail)|no smtp service|(?:nullmx|null mx)|smtp protocol returned.{0,30}521|host does not (?:receive|accept)|no mail (?:accepted|here)|not accepting (?:mail from|messages from)|service not available.{0,10}521|domain.{0,30}(?:does not|never) accept",
    ),
    (
        "userunknown",
        r"""user (?:is )?(?:unknown|not (?:found|known|exist|listed|here|local)|does(?: not|n'?t) (?:exist|have)|unavailable.{0,20}unknown|no longer|reject|id.{0,20}not)|unknown (?:user|recipient|mailbox|address|local|or illegal|account|virtual|to address)|
        no such (?:user|recipient|mailbox|address|person|account|alias|local|email|mail|e-mail)|(?:mailbox|recipient|address|account|email|e-mail|id|customer|alias|box)(?: \S{1,90}){0,3}? (?:is |was |has been |seems |appears )?(?:to be )?(?:not (?:found|known|exist|available|valid|currently|listed)|unknown|does(?: not|n'?t) exist|invalid|non-?existent|unavailable|no longer|not a valid|deleted|removed|nonexistent|doesn'?t exist|don'?t exist|undeliverable|not recognized|discontinued|terminated)|
        invalid (?:recipient|mailbox|user|address|final)|(?:isn'?t|not) (?:a |in )?(?:known|valid|my|our|existing) (?:\S{1,20} ){0,3}(?:user|recipient|mailbox|address|list|customer|account)|bad (?:destination )?(?:address|recipient|mailbox|user)|no (?:account|mailbox|recipient|user) (?:by|here|found|with|named|at|of|exists|such)|
        not (?:known|found|exist|our customer|have an account|a local|listed in)|nobody by that name|does(?: not|n'?t) (?:exist|have (?:an|a) .{0,30}account)|doesn'?t have a .{0,30}account|not a (?:known|valid|registered)|no mailbox|recipient(?: address)? (?:unknown|not)|rejected: (?:user|unknown|undeliverable)|recipnotfound|unrecognized (?:recipient|address)|
        address (?:error|unknown|invalid)|account .{0,40}(?:not|disabled|deleted|does not)|delivery to .{0,60}user.{0,30}|undeliverable address|there is no (?:one|user|such)|sorry, no |this address no longer|user.{0,30}(?:left|has been deleted|removed)|unknown in .{0,20}(?:alias|recipient|local|virtual|relay)|recipient.{0,30}(?:denied|cannot be|refused)|
        email address (?:you entered|could not|wasn'?t|is not)|couldn'?t be found|wasn'?t found|could not be found|cannot find (?:the )?(?:recipient|user|mailbox)|name not found|address not found|not listed in|mail receiving disabled|bad-mailbox|destination server rejected recipients|inexistente|não existe|no existe|existiert nicht|n'existe pas|inconnu|unbekannt|non esiste|sconosciuto|desconocid|不存在|存在しません|見つかりません|リストにありません|no valid recipients|
        gibt es nicht|nicht gefunden|keine? solche[nrs]? (?:benutzer|empfänger|postfach)|introuvable|destinataire.{0,20}(?:inexistant|invalide)|no se (?:ha )?encontr(?:ó|ado)|destinatario.{0,20}inesistente|bestaat niet|onbekende? (?:gebruiker|ontvanger|adres)|utilizador desconhecido|usuário (?:desconhecido|inválido)|
        nie (?:istnieje|ma takiego)|nieznany (?:użytkownik|odbiorca)|(?:пользовател|адрес|ящик|получател)\S{0,3}.{0,30}(?:не (?:существует|найден)|неизвестен)|не существует|неизвестный (?:пользователь|получатель)|не існує|(?:adressen|kontot|användaren|brukeren|brugeren|mottagaren|mottakeren).{0,20}(?:finns inte|findes ikke|finnes ikke|eksisterer ikke|okänd|ukendt|ukjent)|
        neexistuje|neznámý (?:uživatel|příjemce)|ei ole olemassa|tuntematon (?:käyttäjä|vastaanottaja)|nem létezik|ismeretlen (?:felhasználó|címzett)|böyle bir (?:kullanıcı|adres)|bulunamadı|nu există|δεν υπάρχει|존재하지 않|찾을 수 없|查无此人|無此(?:用戶|使用者|帳號)|无此(?:用户|帐号|账号)""",
    ),
    (
        "filtered",
        r"""filter(?:ed|ing)?\b|rejected (?:your|by (?:the )?(?:recipient|user|filter))|user reject|blocked by (?:recipient|user)|refused by recipient|not (?:accept|want).{0,30}(?:mail|message) from (?:you|this|outside)|because the recipient is (?:only )?accepting mail from|restricted|due to extended inactivity|unknown reason|domain rule|recipient.{0,20}only accept""",
    ),
    (
        "policyviolation",
        r"""polic(?:y|ies)|not (?:acceptable|comply|compliant|rfc)|rfc ?[0-9]{3,4}|because of protected|local_policy|prohibited|violat|denied by|mail appears|delivery not authorized|you're using a mass|disallowed|forbidden|not permitted""",
    ),
    (
        "securityerror",
        r"""security (?:polic|violation|reason|error|check|setting)|authentication (?:required|turned on|failed)|(?:not|un)authori[sz]ed|access (?:denied|not)|tls (?:is )?(?:required|not|fail)|starttls|certificate|encrypt|ssl|must issue|authenticat|permission denied|administrator .{0,20}rejected|sorry, your don'?t authenticate""",
    ),
    (
        "rejected",
        r"""sender (?:address )?(?:rejected|denied|not|unknown|verif|is not)|<>|bad sender|invalid sender|from address|domain of sender|sender'?s? (?:domain|address|email)|null sender|return.?path|mail from|envelope (?:sender|from)|from: header|does not resolve|sender.{0,40}(?:reject|block|deny|refus|not)|administrative prohibition|ip not in whitelist""",
    ),
    (
        "expired",
        r"""(?:delivery|message|mail|retry|connection|time|queue|operation).{0,40}(?:expired|timed? ?-?out|too (?:long|old)|exceeded|time limit|has been (?:in|on) the queue)|timed? ?out|retry time|not.{0,20}delivered .{0,40}(?:days|hours|seconds|minutes|within)|could not be delivered for|unable to deliver .{0,40}(?:for|in|within) .{0,10}(?:days|hours)|
        still (?:being|trying|undeliver)|has not (?:yet )?been (?:delivered|collected)|was not delivered within|(?:will|we) (?:be )?(?:keep|continue|retr)(?:y|ied|ying)|delayed|been queued (?:on|for)|too long on the queue|giving up|frozen|(?:retries|attempts) .{0,20}(?:exceeded|exhausted|failed)|connection (?:refused|reset|died|lost|was dropped|closed|fail)|could not connect|no route to host|unable to connect|cannot connect|
        host .{0,60}(?:not respond|unreachable|refused|down)|server.{0,30}(?:not respond|unavailable|unreachable|busy)|not responding|conversation with .{0,90}timed out|temporary failure|max(?:imum)? (?:retr|attempt)|deferred""",
    ),
    (
        "networkerror",
        r"network (?:is )?(?:unreachable|error)|loop|too many hops|hop count|dns (?:server|lookup|query)|lookup fail|routing|name server|no route|mx points|local config|malformed or unexpected name server|connection (?:refused|timed)|back to (?:me|myself)|unable to (?:route|look)|interrupted|transport",
    ),
    (
        "systemfull",
        r"mail system full|requested mail action aborted: exceeded|insufficient system (?:storage|resources)|system storage|no space left on device",
    ),
    (
        "systemerror",
        r"system (?:error|config|problem|not accepting|failure)|local error|internal error|server (?:configuration|error|fail)|config(?:uration)? (?:error|problem)|service (?:is )?(?:currently )?unavailable|out of memory|requested action aborted|interrupted system|timeout waiting for input|can'?t create|temporary (?:local|problem|server)|requested mail action not taken|resources temporarily|io error|i/o error",
    ),
    (
        "mailererror",
        r"pipe to|\|/|command (?:failed|output|died)|exit (?:status|code)|x-unix|unknown mailer|procmail|mailer error|process failed|killed|delivery agent|return(?:ed)? (?:code|status) [0-9]|program failure|local delivery fail|terminated",
    ),
    (
        "contenterror",
        r"content|mime|body type|8bit|7bit|header|non-ascii|charset|malformed|conversion|attachment|duplicate|improper|encoded|bare|nul\b|message (?:format|filtered|contains)|unprintable|not compliant",
    ),
    (
        "syntaxerror",
        r"syntax|command (?:not|unrecognized|rejected)|bad (?:sequence|arguments|command)|unrecognized command|illegal (?:command|character)|smtputf8|invalid parameter|nested mail",
    ),
    ("onhold", r"on ?hold|greylist|gray ?list|grey-list|try again later"),
    (
        "userunknown",
        r"address rejected|recipient rejected|rejected (?:the )?(?:recipient|address)|\b5\d\d <?[^\s<>@]{1,64}@[^\s<>@]{1,255}>? rejected",
    ),
)

# for text in lower case: ignoring case costs several times as much
PHRASES = tuple((reason, re.compile(re.sub(r"\s*\n\s*", "", pattern))) for reason, pattern in _PHRASES)
