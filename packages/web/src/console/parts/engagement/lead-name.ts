import type { Consumer } from '@troupe/contract'

/** By what a lead is known best; somebody who only looked at pages has nothing but an id. */
export function leadName({ name, email, phone, whatsapp, externalId, id, erased }: Pick<Consumer, 'name' | 'email' | 'phone' | 'whatsapp' | 'externalId' | 'id' | 'erased'>): string {
  return erased ? `Erased lead ${id.slice(-4)}` : name ?? email ?? phone ?? whatsapp ?? externalId ?? visitor(id)
}

/** Of lists that bring a name or none. */
export function nameOr(name: string | null, consumerId: string): string {
  return name ?? visitor(consumerId)
}

function visitor(id: string): string {
  return `Visitor ${id.slice(-4)}`
}
