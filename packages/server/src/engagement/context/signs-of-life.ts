/** What is done to leads, or about them by the house: no sign of life of theirs. */
export const NOT_THE_LEADS: ReadonlySet<string> = new Set([
  'email_sent', 'email_delivered', 'email_bounced', 'whatsapp_sent', 'sms_sent', 'in_app_sent', 'webhook_sent', 'payment_link_sent', 'stage_changed', 'lead_escalated', 'lead_quiet',
])
