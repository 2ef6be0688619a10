/** The agents that come with Troupe, in the order in which a creator would deploy them. */
import type { AgentKindDefinition } from '../define-agent.ts'
import { bookingConfirmationAgent } from './booking-confirmation.ts'
import { churnRescueAgent } from './churn-rescue.ts'
import { followUpAgent } from './follow-up.ts'
import { inboxAgent } from './inbox.ts'
import { paymentReminderAgent } from './payment-reminder.ts'
import { reEngagementAgent } from './re-engagement.ts'
import { salesAgent } from './sales.ts'
import { welcomeAgent } from './welcome.ts'

export const SHIPPED_AGENTS = [salesAgent, welcomeAgent, inboxAgent, followUpAgent, paymentReminderAgent, bookingConfirmationAgent, reEngagementAgent, churnRescueAgent] as readonly unknown[] as readonly AgentKindDefinition[]
