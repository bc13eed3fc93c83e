/** Channels have a shape, never a colour. A channel this desk has never heard of is a letter. */
import {
  IconBrandInstagram, IconBrandMessenger, IconBrandTelegram, IconBrandWhatsapp, IconDeviceMobileMessage, IconMail, IconMessageCircle, IconPhone, IconSend,
} from "@tabler/icons-react"

const SHAPES: Record<string, typeof IconMail> = {
  email: IconMail, mail: IconMail, chat: IconMessageCircle, sms: IconDeviceMobileMessage, phone: IconPhone, voice: IconPhone,
  whatsapp: IconBrandWhatsapp, instagram: IconBrandInstagram, messenger: IconBrandMessenger, telegram: IconBrandTelegram,
}

export function Glyph({ channel, size = 16 }: { channel: string | null; size?: number }) {
  const Shape = SHAPES[channel ?? ""] ?? IconSend
  return <Shape size={size} stroke={1.6} aria-hidden="true" />
}
