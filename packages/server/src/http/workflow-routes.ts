/** The routes of image workflows and of the images of a workspace. */
import type { App } from './app.ts'
import type { ImageParts } from './images/image.ts'
import { imageOfWorkspace } from './images/of-workspace.ts'
import { previewOfWorkflow } from './workflows/preview.ts'
import { runsOfWorkflows } from './workflows/runs.ts'
import type { WorkflowParts } from './workflows/workflow-parts.ts'
import { workflowResource } from './workflows/workflows.ts'

export function workflowRoutes(app: App, parts: WorkflowParts & ImageParts): void {
  for (const route of [workflowResource, previewOfWorkflow, runsOfWorkflows]) route(app, parts)
  imageOfWorkspace(app, parts)
}
