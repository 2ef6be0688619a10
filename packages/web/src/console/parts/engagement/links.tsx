/** From anything that was said to the lead, the act, the turn, the event and the thread it belongs to: one click each. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { nameOr } from './lead-name.ts'

const LOOKS = 'hover:underline'

export function LeadLink({ consumerId, name, className = 'font-medium' }: { consumerId: string; name: string | null; className?: string }) {
  return <Link to="/leads/$leadId" params={{ leadId: consumerId }} preload={false} className={`${LOOKS} ${className}`}>{nameOr(name, consumerId)}</Link>
}

export function AgentLink({ agentId, name }: { agentId: string; name: string }) {
  return <Link to="/agents/$agentId" params={{ agentId }} preload={false} className={LOOKS}>{name}</Link>
}

export interface Origins {
  actionId?: string | null
  turnId?: string | null
  eventId?: string | null
  conversationId?: string | null
  approvalId?: string | null
}

/** What led to it and what it led to. */
export function OriginLinks({ of: { actionId = null, turnId = null, eventId = null, conversationId = null, approvalId = null }, className }: { of: Origins; className?: string }) {
  const links: ReactNode[] = []
  const look = 'text-accent hover:underline'
  if (actionId !== null) links.push(<Link key="action" to="/queue" search={{ action: actionId }} preload={false} className={look}>In the queue</Link>)
  if (approvalId !== null) links.push(<Link key="approval" to="/approvals" search={{ approval: approvalId }} preload={false} className={look}>Its approval</Link>)
  if (turnId !== null) links.push(<Link key="turn" to="/turns/$turnId" params={{ turnId }} preload={false} className={look}>The turn that wanted it</Link>)
  if (eventId !== null) links.push(<Link key="event" to="/events" search={{ event: eventId }} preload={false} className={look}>The event that woke it</Link>)
  if (conversationId !== null) links.push(<Link key="conversation" to="/conversations" search={{ thread: conversationId }} preload={false} className={look}>The conversation</Link>)
  return links.length === 0 ? null : <nav aria-label="Where it comes from" className={`flex flex-wrap gap-x-4 gap-y-1 text-13 ${className ?? ''}`}>{links}</nav>
}
