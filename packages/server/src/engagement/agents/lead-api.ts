/** What `shouldAct` and `plan` are given. */
export interface LeadApi<Settings> {
  readonly settings: Settings
}
