using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Reconciler.Adapters.Servers.S3.Wire;

/// <summary>The client of the SDK, set up so that every S3 understands it.</summary>
internal static class BucketClient
{
    public const string UsualRegion = "us-east-1";

    private const int MostRetries = 3;

    public static AmazonS3Client Of(AWSCredentials credentials, Uri? endpoint, string? region, bool pathStyle, HttpClientFactory http)
    {
        var config = new AmazonS3Config
        {
            HttpClientFactory = http,
            ForcePathStyle = pathStyle,
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = MostRetries,
            // Checksums in trailers are refused by others than Amazon; Content-MD5 is what all of them check.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            DisableLogging = true,
            // Where we ask is said by the settings, not by the environment.
            IgnoreConfiguredEndpointUrls = true,
        };
        if (endpoint is null)
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region ?? UsualRegion);
        else
        {
            config.ServiceURL = endpoint.ToString();
            config.AuthenticationRegion = region ?? UsualRegion;
        }

        return new(credentials, config);
    }
}
