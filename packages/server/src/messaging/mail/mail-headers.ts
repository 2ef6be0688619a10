/**
 * Headers of an automated mail: how to get no more of them by one click (RFC 8058), and that no person wrote it (RFC 3834, SPEC P2).
 * Without an https address of ours there is no such click, and then no vendor takes it: what can't be ended must not begin.
 */
import type { NotSent, OutboundMessage } from '../channel.ts'

export function mailHeaders({ unsubscribeUrl, automated }: OutboundMessage): Record<string, string> {
  return {
    ...(unsubscribeUrl === null ? {} : { 'List-Unsubscribe': `<${unsubscribeUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    ...(automated ? { 'Auto-Submitted': 'auto-generated', 'X-Automated': 'true' } : {}),
  }
}

/** Null where the mail may go out. */
export function mailRefusal({ to, automated, unsubscribeUrl }: OutboundMessage): NotSent | null {
  if (to === null) return { kind: 'failed', permanent: true, reason: 'There is no address to write to.' }
  if (automated && !unsubscribeUrl?.startsWith('https://')) {
    return { kind: 'failed', permanent: true, reason: 'Automated mail needs a link that ends it: set TROUPE_PUBLIC_URL to the https address of this instance.' }
  }
  return null
}
