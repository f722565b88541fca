/** What a rule sees, and how it reports. */
import type { Interpretation } from '../interpretation.ts';
import type { IssueCode, IssueValues } from '../issue-catalogue.ts';
import type { PlanRequest } from '../request.ts';

export interface RuleContext {
  readonly request: PlanRequest;
  /** The same request with every default filled; right as far as the request is. */
  readonly meaning: Interpretation;
  /** The path in the document sent of a path in the request: `report` takes care of its own, a message must ask. */
  readonly sentPath: (path: readonly PropertyKey[]) => readonly PropertyKey[];
  readonly report: (code: IssueCode, path: readonly PropertyKey[], values?: IssueValues) => void;
}

export type Rule = (context: RuleContext) => void;
