// Both stacks of Earshot, from one description: what is deployed and what a laptop runs.
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { AppStack } from './app-stack.ts';
import { DataStack } from './data-stack.ts';

export interface EarshotAppProps {
  /** Where the templates are written. */
  readonly outdir: string;
  /** The directory with the built code; without it the templates describe everything and carry no code. */
  readonly built?: string;
}

/** The feature flags are read from cdk.json here too, so that the template is the same with and without the CDK's command. */
export function earshotApp({ outdir, built }: EarshotAppProps): App {
  const app = new App({ outdir, context: cdkJson.context, analyticsReporting: false });
  const data = new DataStack(app, 'EarshotData');
  new AppStack(app, 'EarshotApp', { data, built });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
