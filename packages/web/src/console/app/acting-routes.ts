/** Addresses of what agents say to leads, by which rules, and what came of it. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { analyticsFiltersOf } from '../pages/analytics/analytics-filters.ts'
import { approvalFiltersOf } from '../pages/approvals/approval-filters.ts'
import { conversationFiltersOf } from '../pages/conversations/conversation-filters.ts'
import { inboxFiltersOf } from '../pages/inbox/inbox-filters.ts'
import { queueFiltersOf } from '../pages/queue/queue-filters.ts'
import { shell } from './shell-route.tsx'
import { textParam } from './text-param.ts'

const approvals = createRoute({
  getParentRoute: () => shell, path: 'approvals', validateSearch: approvalFiltersOf,
  component: lazyRouteComponent(() => import('../pages/approvals/ApprovalsPage.tsx'), 'ApprovalsPage'),
})
const queue = createRoute({
  getParentRoute: () => shell, path: 'queue', validateSearch: queueFiltersOf,
  component: lazyRouteComponent(() => import('../pages/queue/QueuePage.tsx'), 'QueuePage'),
})
const inbox = createRoute({
  getParentRoute: () => shell, path: 'inbox', validateSearch: inboxFiltersOf,
  component: lazyRouteComponent(() => import('../pages/inbox/InboxPage.tsx'), 'InboxPage'),
})
const conversations = createRoute({
  getParentRoute: () => shell, path: 'conversations', validateSearch: conversationFiltersOf,
  component: lazyRouteComponent(() => import('../pages/conversations/ConversationsPage.tsx'), 'ConversationsPage'),
})
const analytics = createRoute({
  getParentRoute: () => shell, path: 'analytics', validateSearch: analyticsFiltersOf,
  component: lazyRouteComponent(() => import('../pages/analytics/AnalyticsPage.tsx'), 'AnalyticsPage'),
})
const experiments = createRoute({
  getParentRoute: () => shell, path: 'experiments', validateSearch: textParam('state', 'creatorId'),
  component: lazyRouteComponent(() => import('../pages/experiments/ExperimentsPage.tsx'), 'ExperimentsPage'),
})
const experiment = createRoute({
  getParentRoute: () => shell, path: 'experiments/$experimentId',
  component: lazyRouteComponent(() => import('../pages/experiments/ExperimentPage.tsx'), 'ExperimentPage'),
})
const rules = createRoute({
  getParentRoute: () => shell, path: 'rules', validateSearch: textParam('tab', 'creatorId'),
  component: lazyRouteComponent(() => import('../pages/rules/RulesPage.tsx'), 'RulesPage'),
})
const goals = createRoute({
  getParentRoute: () => shell, path: 'goals', validateSearch: textParam('state', 'creatorId'),
  component: lazyRouteComponent(() => import('../pages/goals/GoalsPage.tsx'), 'GoalsPage'),
})
const goal = createRoute({
  getParentRoute: () => shell, path: 'goals/$goalId', validateSearch: textParam('tab', 'version', 'against'),
  component: lazyRouteComponent(() => import('../pages/goals/GoalPage.tsx'), 'GoalPage'),
})

export const actingRoutes = [approvals, queue, inbox, conversations, analytics, experiments, experiment, rules, goals, goal] as const
