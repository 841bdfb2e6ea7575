// Writes the CloudFormation templates; with --with-code, as the cdk command calls it, also the code they deploy.
import { bundleDoors } from '../lib/infra/door-code.ts';
import { earshotApp } from '../lib/infra/earshot-app.ts';

const BUILT = 'dist';
const outdir = process.env.CDK_OUTDIR ?? 'cdk.out';

if (process.argv.includes('--with-code')) {
  await bundleDoors(BUILT, new Date().toISOString());
  earshotApp({ outdir, built: BUILT }).synth();
} else {
  earshotApp({ outdir }).synth();
}
