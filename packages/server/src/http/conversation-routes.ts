/** The routes of threads with leads and of the inbox. */
import type { ConversationReader } from '../engagement/conversations/conversation-reader.ts'
import type { Conversations } from '../engagement/conversations/conversations.ts'
import type { Inbox } from '../engagement/conversations/inbox.ts'
import type { App } from './app.ts'
import { getConversation } from './conversations/get.ts'
import { listConversations } from './conversations/list.ts'
import { replyToConversation } from './conversations/reply.ts'
import { tellConversation } from './conversations/tell.ts'
import { listMessages } from './messages/list.ts'
import { readMessage } from './messages/read.ts'
import { simulateMessage } from './messages/simulate.ts'

export interface ConversationRouteParts {
  readonly reader: ConversationReader
  readonly conversations: Conversations
  readonly inbox: Inbox
}

export function conversationRoutes(app: App, parts: ConversationRouteParts): void {
  for (const route of [listConversations, getConversation, replyToConversation, tellConversation, listMessages, readMessage, simulateMessage]) route(app, parts)
}
