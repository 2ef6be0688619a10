/** The console's addresses. Each page is fetched when it is first gone to, or pointed at. */
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { SETUP } from '../data/addresses.ts'
import { answerOf, ME, read } from '../data/api.ts'
import { queryClient } from '../data/query-client.ts'
import { mayActAs } from '../data/session.ts'
import { agentFiltersOf } from '../pages/agents/agent-filters.ts'
import { activityFiltersOf } from '../pages/activity/activity-filters.ts'
import { fleetFiltersOf } from '../pages/fleet/fleet-filters.ts'
import { moderationFiltersOf } from '../pages/moderation/moderation-filters.ts'
import { simulationFiltersOf } from '../pages/simulations/list/simulation-filters.ts'
import { textParam } from './text-param.ts'
import { parsePlainSearch, writePlainSearch } from './plain-search.ts'
import { engagementRoutes } from './engagement-routes.ts'
import { MissingPage } from './MissingPage.tsx'
import { root, shell } from './shell-route.tsx'

const setup = createRoute({
  getParentRoute: () => root, path: 'setup', validateSearch: textParam('token'),
  component: lazyRouteComponent(() => import('../pages/entry/SetupPage.tsx'), 'SetupPage'),
})
const login = createRoute({
  getParentRoute: () => root, path: 'login', validateSearch: textParam('from'),
  beforeLoad: async () => {
    const state = await read(SETUP).catch(() => null)
    if (state?.ownerExists === false) throw redirect({ to: '/setup' })
  },
  component: lazyRouteComponent(() => import('../pages/entry/LoginPage.tsx'), 'LoginPage'),
})
const join = createRoute({
  getParentRoute: () => root, path: 'join', validateSearch: textParam('token'),
  component: lazyRouteComponent(() => import('../pages/entry/JoinPage.tsx'), 'JoinPage'),
})

const dashboard = createRoute({
  getParentRoute: () => shell, path: '/', validateSearch: textParam('project'),
  beforeLoad: () => {
    // A creator's own login has nothing on the dashboard: what is hers begins with her leads.
    if (queryClient.getQueryData(answerOf(ME).queryKey)?.creator != null) throw redirect({ to: '/leads' })
  },
  component: lazyRouteComponent(() => import('../pages/dashboard/DashboardPage.tsx'), 'DashboardPage'),
})
const activity = createRoute({
  getParentRoute: () => shell, path: 'activity', validateSearch: activityFiltersOf,
  component: lazyRouteComponent(() => import('../pages/activity/ActivityPage.tsx'), 'ActivityPage'),
})
const fleet = createRoute({
  getParentRoute: () => shell, path: 'fleet', validateSearch: fleetFiltersOf,
  component: lazyRouteComponent(() => import('../pages/fleet/FleetPage.tsx'), 'FleetPage'),
})
const agents = createRoute({
  getParentRoute: () => shell, path: 'agents', validateSearch: agentFiltersOf,
  component: lazyRouteComponent(() => import('../pages/agents/AgentsPage.tsx'), 'AgentsPage'),
})
const agent = createRoute({
  getParentRoute: () => shell, path: 'agents/$agentId', validateSearch: textParam('tab'),
  component: lazyRouteComponent(() => import('../pages/agent/AgentPage.tsx'), 'AgentPage'),
})
const turn = createRoute({
  getParentRoute: () => shell, path: 'turns/$turnId', validateSearch: textParam('entry', 'made'),
  component: lazyRouteComponent(() => import('../pages/trace/TracePage.tsx'), 'TracePage'),
})
/** The way here from the public site: `/console/origin/post/{id}` and `/console/origin/comment/{id}`. */
const origin = createRoute({
  getParentRoute: () => shell, path: 'origin/$kind/$id',
  component: lazyRouteComponent(() => import('../pages/trace/OriginPage.tsx'), 'OriginPage'),
})
const personas = createRoute({
  getParentRoute: () => shell, path: 'personas', validateSearch: textParam('query', 'archetype'),
  component: lazyRouteComponent(() => import('../pages/personas/PersonasPage.tsx'), 'PersonasPage'),
})
const generate = createRoute({
  getParentRoute: () => shell, path: 'personas/generate', validateSearch: textParam('site'),
  component: lazyRouteComponent(() => import('../pages/personas/GeneratePage.tsx'), 'GeneratePage'),
})
const newPersona = createRoute({
  getParentRoute: () => shell, path: 'personas/new',
  component: lazyRouteComponent(() => import('../pages/personas/NewPersonaPage.tsx'), 'NewPersonaPage'),
})
const persona = createRoute({
  getParentRoute: () => shell, path: 'personas/$personaId',
  component: lazyRouteComponent(() => import('../pages/personas/PersonaPage.tsx'), 'PersonaPage'),
})
const enrichPersona = createRoute({
  getParentRoute: () => shell, path: 'personas/$personaId/enrich',
  component: lazyRouteComponent(() => import('../pages/enrichment/EnrichPage.tsx'), 'EnrichPage'),
})
const enrichmentRuns = createRoute({
  getParentRoute: () => shell, path: 'enrichments',
  component: lazyRouteComponent(() => import('../pages/enrichment/RunsPage.tsx'), 'RunsPage'),
})
const enrichmentRun = createRoute({
  getParentRoute: () => shell, path: 'enrichments/$runId',
  component: lazyRouteComponent(() => import('../pages/enrichment/RunPage.tsx'), 'RunPage'),
})
const packs = createRoute({
  getParentRoute: () => shell, path: 'archetypes',
  component: lazyRouteComponent(() => import('../pages/archetypes/PacksPage.tsx'), 'PacksPage'),
})
const pack = createRoute({
  getParentRoute: () => shell, path: 'archetypes/$packId', validateSearch: textParam('file', 'view'),
  component: lazyRouteComponent(() => import('../pages/archetypes/PackPage.tsx'), 'PackPage'),
})
const rampUps = createRoute({
  getParentRoute: () => shell, path: 'ramp-ups',
  component: lazyRouteComponent(() => import('../pages/ramp-ups/RampUpsPage.tsx'), 'RampUpsPage'),
})
const newRampUp = createRoute({
  getParentRoute: () => shell, path: 'ramp-ups/new', validateSearch: textParam('project'),
  component: lazyRouteComponent(() => import('../pages/ramp-ups/NewRampUpPage.tsx'), 'NewRampUpPage'),
})
const rampUp = createRoute({
  getParentRoute: () => shell, path: 'ramp-ups/$rampUpId',
  component: lazyRouteComponent(() => import('../pages/ramp-ups/RampUpPage.tsx'), 'RampUpPage'),
})
const projects = createRoute({
  getParentRoute: () => shell, path: 'projects',
  component: lazyRouteComponent(() => import('../pages/projects/ProjectsPage.tsx'), 'ProjectsPage'),
})
const project = createRoute({
  getParentRoute: () => shell, path: 'projects/$projectId',
  component: lazyRouteComponent(() => import('../pages/projects/ProjectPage.tsx'), 'ProjectPage'),
})
const simulations = createRoute({
  getParentRoute: () => shell, path: 'simulations', validateSearch: simulationFiltersOf,
  component: lazyRouteComponent(() => import('../pages/simulations/list/SimulationsPage.tsx'), 'SimulationsPage'),
})
const newSimulation = createRoute({
  getParentRoute: () => shell, path: 'simulations/new',
  component: lazyRouteComponent(() => import('../pages/simulations/new/NewSimulationPage.tsx'), 'NewSimulationPage'),
})
const branches = createRoute({
  getParentRoute: () => shell, path: 'simulations/tree',
  component: lazyRouteComponent(() => import('../pages/simulations/tree/BranchTreePage.tsx'), 'BranchTreePage'),
})
const comparison = createRoute({
  getParentRoute: () => shell, path: 'simulations/compare', validateSearch: textParam('runs'),
  component: lazyRouteComponent(() => import('../pages/simulations/compare/ComparisonPage.tsx'), 'ComparisonPage'),
})
/** Below `runs`, because a run may be called `new` or `tree`. */
const simulation = createRoute({
  getParentRoute: () => shell, path: 'simulations/runs/$simulationId', validateSearch: textParam('tab'),
  component: lazyRouteComponent(() => import('../pages/simulations/run/RunPage.tsx'), 'RunPage'),
})
const workflows = createRoute({
  getParentRoute: () => shell, path: 'workflows',
  component: lazyRouteComponent(() => import('../pages/workflows/WorkflowsPage.tsx'), 'WorkflowsPage'),
})
const workflow = createRoute({
  getParentRoute: () => shell, path: 'workflows/$workflowId',
  component: lazyRouteComponent(() => import('../pages/workflows/WorkflowPage.tsx'), 'WorkflowPage'),
})
const moderation = createRoute({
  getParentRoute: () => shell, path: 'moderation', validateSearch: moderationFiltersOf,
  component: lazyRouteComponent(() => import('../pages/moderation/ModerationPage.tsx'), 'ModerationPage'),
})
const settings = createRoute({
  getParentRoute: () => shell, path: 'settings',
  beforeLoad: () => {
    const me = queryClient.getQueryData(answerOf(ME).queryKey)
    throw redirect({ to: '/settings/$section', params: { section: me !== undefined && mayActAs(me.role, 'admin') ? 'models' : 'account' } })
  },
})
const section = createRoute({
  getParentRoute: () => shell, path: 'settings/$section',
  component: lazyRouteComponent(() => import('../pages/settings/SettingsPage.tsx'), 'SettingsPage'),
})
const audit = createRoute({
  getParentRoute: () => shell, path: 'audit', validateSearch: textParam('action'),
  component: lazyRouteComponent(() => import('../pages/audit/AuditPage.tsx'), 'AuditPage'),
})

/** Whatever else: the frame stays, so that one can go on from here. */
const elsewhere = createRoute({ getParentRoute: () => shell, path: '$', component: MissingPage })

export const router = createRouter({
  routeTree: root.addChildren([
    setup, login, join,
    shell.addChildren([
      dashboard, activity, fleet, agents, agent, turn, origin, personas, generate, newPersona, persona, enrichPersona, enrichmentRuns, enrichmentRun, packs, pack, rampUps, newRampUp, rampUp, projects, project,
      simulations, newSimulation, branches, comparison, simulation, workflows, workflow, moderation, settings, section, audit, ...engagementRoutes, elsewhere,
    ]),
  ]),
  basepath: '/console',
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 300,
  scrollRestoration: false,
  parseSearch: parsePlainSearch,
  stringifySearch: writePlainSearch,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
