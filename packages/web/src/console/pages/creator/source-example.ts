import type { EventEntry } from '@troupe/contract'

/** A first request to a source, to paste into a terminal. `secret` where it is known, which is only just after it was made. */
export function sourceExample({ kind, path }: Pick<EventEntry, 'kind' | 'path'>, origin: string, secret: string | null): string {
  if (kind === 'segment') {
    return [
      `curl ${origin}/api/v1/track -u ${secret ?? 'WRITE_KEY'}: \\`,
      `  -H 'content-type: application/json' \\`,
      `  -d '{"userId": "ada-1", "event": "page_view", "properties": {"path": "/services"}, "context": {"traits": {"email": "ada@example.com"}}}'`,
    ].join('\n')
  }
  return [
    `# signs as Standard Webhooks does: HMAC-SHA256 over "id.timestamp.body"`,
    `SECRET='${secret ?? 'whsec_…'}'`,
    `BODY='{"type": "page_view", "email": "ada@example.com", "payload": {"path": "/services"}}'`,
    'ID=msg_1 AT=$(date +%s)',
    `KEY=$(printf %s "\${SECRET#whsec_}" | base64 -d | od -An -tx1 | tr -d ' \\n')`,
    `SIGNATURE=$(printf %s "$ID.$AT.$BODY" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$KEY -binary | base64)`,
    `curl ${origin}${path} -H 'content-type: application/json' \\`,
    `  -H "webhook-id: $ID" -H "webhook-timestamp: $AT" -H "webhook-signature: v1,$SIGNATURE" -d "$BODY"`,
  ].join('\n')
}
