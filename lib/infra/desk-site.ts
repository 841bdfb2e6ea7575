// The one address of the desk: static files from a private bucket and, under /api/, the API, both from the same origin.
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { contentSecurityPolicy } from '../config/content-security.ts';

export interface DeskSiteProps {
  readonly apiHost: string;
  /** Origin of the sign-in pages, the only foreign address the page may call. */
  readonly signInOrigin: string;
}

export class DeskSite extends Construct {
  readonly files: IBucket;
  readonly url: string;

  constructor(scope: Construct, id: string, { apiHost, signInOrigin }: DeskSiteProps) {
    super(scope, id);
    const bucket = new Bucket(this, 'Files', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // The library's class declares its optional members looser than its own interface does.
    this.files = bucket as IBucket;
    const guarded = {
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: securityHeaders(this, signInOrigin),
    };
    const gateway = {
      origin: new HttpOrigin(apiHost),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      // API Gateway finds the API by the host name, so the browser's must not reach it; the token must.
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    };
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'The desk of Earshot',
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_ALL,
      defaultBehavior: { ...guarded, origin: S3BucketOrigin.withOriginAccessControl(this.files), compress: true },
      additionalBehaviors: {
        '/api/*': { ...guarded, ...gateway },
        // The customers' pages say themselves what they may do: less than the desk, and send forms.
        '/case/*': { viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS, ...gateway },
      },
    });
    this.url = `https://${distribution.domainName}`;
    acknowledge(bucket, distribution);
  }
}

function securityHeaders(scope: Construct, signInOrigin: string): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, 'Headers', {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(signInOrigin), override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: true, override: true },
    },
  });
}

function acknowledge(bucket: Bucket, distribution: Distribution): void {
  const noPersonalData =
    'Only the files of the page pass here, the same for everybody; every API request is logged by API Gateway.';
  Validations.of(bucket).acknowledge({ id: 'AwsSolutions-S1', reason: noPersonalData });
  Validations.of(distribution).acknowledge(
    { id: 'AwsSolutions-CFR1', reason: 'A team may answer from any country; signing in is the gate.' },
    {
      id: 'AwsSolutions-CFR2',
      reason:
        'A web ACL costs 5 USD a month at rest; the API takes signed-in or signed requests only and is throttled.',
    },
    { id: 'AwsSolutions-CFR3', reason: noPersonalData },
    {
      id: 'AwsSolutions-CFR4',
      reason: 'CloudFront sets the oldest protocol by itself while the address is its own; a domain of yours lifts it.',
    },
  );
}
