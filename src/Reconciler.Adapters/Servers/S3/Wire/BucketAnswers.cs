using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.S3.Wire;

/// <summary>What the answers of an S3 mean, and those that do not come.</summary>
internal static class BucketAnswers
{
    /// <returns>Null for what is no trouble of the S3: a cancellation, a defect of ours.</returns>
    /// <param name="doing">Such as <c>read</c>.</param>
    public static BucketException? Trouble(Exception exception, string doing, string bucket, string? key)
    {
        var what = key is null ? $"cannot {doing} the bucket '{bucket}'" : $"cannot {doing} 's3://{bucket}/{key}'";
        return exception switch
        {
            AmazonServiceException { StatusCode: not 0 } e => new(KindOf(e), $"{what}: {e.ErrorCode ?? e.StatusCode.ToString()} ({(int)e.StatusCode}){Message(e)}", key, e),
            AmazonServiceException e => new(TroubleKind.Unreachable, $"{what}: {InnerMost(e).Message}", key, e),
            AmazonClientException e when IsOfTheNetwork(InnerMost(e)) => new(TroubleKind.Unreachable, $"{what}: {InnerMost(e).Message}", key, e),
            // The client throws it where it finds no keys, or cannot renew them.
            AmazonClientException e => new(TroubleKind.Credentials, $"{what}: {e.Message}", key, e),
            HttpRequestException or IOException or SocketException => new(TroubleKind.Unreachable, $"{what}: {InnerMost(exception).Message}", key, exception),
            _ => null,
        };
    }

    /// <summary>A condition of the request does not hold; or another request for the same object was faster.</summary>
    public static bool IsConditionFailed(AmazonServiceException exception) =>
        exception.StatusCode == HttpStatusCode.PreconditionFailed || exception.ErrorCode is "PreconditionFailed" or "ConditionalRequestConflict";

    public static bool IsNotFound(AmazonServiceException exception) =>
        exception.StatusCode == HttpStatusCode.NotFound && exception.ErrorCode != "NoSuchBucket";

    private static TroubleKind KindOf(AmazonServiceException e) => e.ErrorCode switch
    {
        "NoSuchBucket" or "PermanentRedirect" => TroubleKind.NotMounted,
        "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "InvalidToken" or "TokenRefreshRequired" or "RequestTimeTooSkewed"
            or "AuthorizationHeaderMalformed" => TroubleKind.Credentials,
        "QuotaExceeded" or "XMinioStorageFull" or "InsufficientStorage" => TroubleKind.NoSpace,
        "KeyTooLongError" or "InvalidObjectName" or "XMinioInvalidObjectName" => TroubleKind.BadName,
        "EntityTooLarge" or "NotImplemented" => TroubleKind.NotSupported,
        "BadDigest" or "InvalidDigest" or "XAmzContentSHA256Mismatch" => TroubleKind.HashMismatch,
        _ => e.StatusCode switch
        {
            HttpStatusCode.Unauthorized => TroubleKind.Credentials,
            HttpStatusCode.Forbidden => TroubleKind.NoPermission,
            HttpStatusCode.InsufficientStorage => TroubleKind.NoSpace,
            HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.RequestTimeout
                or HttpStatusCode.TooManyRequests => TroubleKind.Unreachable,
            _ => TroubleKind.IoError,
        },
    };

    private static string Message(AmazonServiceException e) => string.IsNullOrWhiteSpace(e.Message) || e.Message == e.ErrorCode ? "" : $", {e.Message.Trim()}";

    private static bool IsOfTheNetwork(Exception e) => e is HttpRequestException or IOException or SocketException;

    private static Exception InnerMost(Exception e) => e.InnerException is { } inner ? InnerMost(inner) : e;
}
