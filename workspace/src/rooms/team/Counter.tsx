/** The counter at morning: drawn once, for whoever stands before the door. */
import classes from "./door.module.css"

export function Counter() {
  return (
    <svg className={classes.counter} viewBox="0 0 720 900" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <defs>
        <linearGradient id="wall" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stopColor="#2A5A49" /><stop offset="1" stopColor="#163D31" /></linearGradient>
        <linearGradient id="morning" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stopColor="#F7E3B4" /><stop offset=".6" stopColor="#F6EBD6" /><stop offset="1" stopColor="#E9D9B8" /></linearGradient>
        <linearGradient id="beam" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stopColor="#F7E3B4" stopOpacity=".34" /><stop offset="1" stopColor="#F7E3B4" stopOpacity="0" /></linearGradient>
        <linearGradient id="wood" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stopColor="#9A6F48" /><stop offset="1" stopColor="#6E4A2C" /></linearGradient>
      </defs>
      <rect width="720" height="900" fill="url(#wall)" />
      <path d="M100 480L400 104L760 640V700H300z" fill="url(#beam)" />
      <g><rect x="92" y="96" width="316" height="392" rx="4" fill="#0F2E25" /><rect x="108" y="112" width="284" height="360" fill="url(#morning)" />
        <circle cx="312" cy="236" r="40" fill="#F2C66B" /><circle cx="312" cy="236" r="58" fill="#F2C66B" opacity=".28" />
        <g fill="#C9BE9F"><path d="M108 472V372l42-34 42 34v-48l56-42 56 42v60l44-30 44 30v88z" /></g><g fill="#B7AA88"><path d="M130 400h18v26h-18zM168 400h18v26h-18zM220 352h20v28h-20zM262 352h20v28h-20zM220 402h20v28h-20zM262 402h20v28h-20zM330 412h18v24h-18z" /></g>
        <path d="M108 268h284M250 112v360" stroke="#0F2E25" strokeWidth="10" /><path d="M84 488h332v16H84z" fill="#22513F" /></g>
      <g><path d="M462 218h222v12H462zM462 366h222v12H462z" fill="#8C6A48" /><path d="M462 230h222v4H462zM462 378h222v4H462z" fill="#5F432A" />
        <g><rect x="478" y="176" width="62" height="20" rx="4" fill="#C99A2E" /><rect x="474" y="196" width="70" height="22" rx="4" fill="#A7634A" /><rect x="480" y="158" width="58" height="18" rx="4" fill="#7FA3A1" />
          <circle cx="580" cy="198" r="20" fill="#8A6A7E" /><circle cx="622" cy="198" r="20" fill="#E9E2D2" /><circle cx="660" cy="200" r="18" fill="#5C9077" /><circle cx="602" cy="166" r="19" fill="#C98B6E" />
          <g fill="none" stroke="#fff" strokeOpacity=".4" strokeWidth="1.6"><path d="M564 190q16 14 32 2M562 202q18 10 36-4M606 190q16 14 32 2M604 202q18 10 36-4M587 158q14 12 30 2M646 194q14 10 28 0" /></g></g>
        <g><rect x="476" y="318" width="84" height="48" rx="3" fill="#D8C49A" /><path d="M512 318h12v48h-12z" fill="#1B5E48" /><path d="M506 318q-16-18 2-18 10 0 10 18 0-18 12-18 16 2 0 18z" fill="#1B5E48" /><rect x="576" y="336" width="100" height="30" rx="4" fill="#64716F" /><rect x="582" y="310" width="88" height="26" rx="4" fill="#3C5068" /><path d="M576 350h100M582 322h88" stroke="#fff" strokeOpacity=".25" strokeWidth="2" /></g></g>
      <g><path d="M0 640h720v40H0z" fill="#B58A5E" /><path d="M0 680h720v220H0z" fill="url(#wood)" /><path d="M0 640h720v5H0z" fill="#CFA677" /><path d="M56 724h180v140H56zM270 724h180v140H270zM484 724h180v140H484z" fill="none" stroke="#5F432A" strokeOpacity=".7" strokeWidth="5" /></g>
      <g><path d="M214 646l34-66q70-12 112 6 44-18 112-6l34 66z" fill="#5F432A" /><path d="M222 640l32-58q66-10 106 8v54q-70-14-138-4z" fill="#FBF7EC" /><path d="M498 640l-32-58q-66-10-106 8v54q70-14 138-4z" fill="#F4EDDB" /><path d="M360 590v54" stroke="#C9BE9F" strokeWidth="2" />
        <g stroke="#B9C7BC" strokeWidth="1.600"><path d="M262 598q46-6 84 6M256 609q48-6 90 5M250 620q50-6 96 5M244 631q52-5 102 4M458 598q-46-6-84 6M464 609q-48-6-90 5" fill="none" /></g><g stroke="#1B5E48" strokeWidth="2.600" fill="none" strokeLinecap="round"><path d="M266 595q14-3 26-3M260 606q20-3 44-2M380 603q20-4 34-5" /></g>
        <path d="M430 622l66-50 7 8-68 47-9 3z" fill="#22513F" /><path d="M496 572l10-7 6 8-9 7z" fill="#E3C88E" /></g>
      <g><ellipse cx="120" cy="640" rx="48" ry="8" fill="#8C6A48" /><path d="M78 574h84l-8 56q-2 8-12 8H98q-10 0-12-8z" fill="#F3ECDD" /><path d="M160 586q28-2 26 18t-32 20" fill="none" stroke="#F3ECDD" strokeWidth="9" /><path d="M78 574h84l-1 8H79z" fill="#6E4A2C" /><g className={classes.steam} fill="none" stroke="#F7EFDD" strokeOpacity=".6" strokeWidth="4" strokeLinecap="round"><path d="M104 558q-10-14 0-28t0-28" /><path d="M132 556q10-14 0-28t0-26" /></g></g>
      <g><path d="M560 632q0-46 44-46t44 46z" fill="#E3C88E" /><path d="M572 626q2-30 30-32" fill="none" stroke="#FBF1D2" strokeWidth="4" strokeLinecap="round" /><path d="M550 632h108v10H550z" fill="#B98A34" /><circle cx="604" cy="580" r="7" fill="#B98A34" /></g>
    </svg>
  )
}
