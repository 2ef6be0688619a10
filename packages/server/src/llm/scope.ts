/** For whom a model is asked: settings, keys and money hang on it. */
export interface Scope {
  readonly workspaceId: string
  /** Absent for work outside a project: enriching a persona, research. */
  readonly projectId: string | null
  /** Absent when no agent asks. */
  readonly agentId: string | null
}
