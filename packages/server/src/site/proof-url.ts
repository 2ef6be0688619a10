import { SITE_PROOF_PATH } from '@troupe/contract'

export function proofUrl(origin: string): string {
  return `${origin}${SITE_PROOF_PATH}`
}
