using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>Where buckets are, and who asks there.</summary>
/// <param name="Credentials">Keys, or what finds them and renews them (a profile, a session, a role).</param>
public sealed record S3Login(AWSCredentials Credentials)
{
    /// <summary>Of an S3 that is not Amazon's, <c>https://host:port</c>; null: Amazon's of the region.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Null: <c>us-east-1</c>, which those that know no regions take, too.</summary>
    public string? Region { get; init; }

    /// <summary>The bucket stands in the path, not in the host's name.</summary>
    public bool PathStyle { get; init; }

    /// <summary>Of the SDK's own files; read when it is first asked for.</summary>
    public static AWSCredentials OfProfile(string name) => new FoundCredentials(() =>
        new CredentialProfileStoreChain().TryGetAWSCredentials(name, out var found) ? found : throw new AmazonClientException($"there is no profile '{name}' in ~/.aws/credentials or ~/.aws/config"));

    /// <summary>As the SDK finds them: variables of the environment, the default profile, a role of the machine or container.</summary>
    public static AWSCredentials OfSurroundings() => new FoundCredentials(() => DefaultAWSCredentialsIdentityResolver.GetCredentials());

    /// <summary>Nothing of the keys: records tell all that they hold.</summary>
    public override string ToString() => Endpoint?.ToString() ?? $"S3 in {Region}";

    private sealed class FoundCredentials(Func<AWSCredentials> find) : AWSCredentials
    {
        private readonly Lazy<AWSCredentials> found = new(find, LazyThreadSafetyMode.PublicationOnly);

        public override ImmutableCredentials GetCredentials() => found.Value.GetCredentials();

        public override Task<ImmutableCredentials> GetCredentialsAsync() => found.Value.GetCredentialsAsync();
    }
}
