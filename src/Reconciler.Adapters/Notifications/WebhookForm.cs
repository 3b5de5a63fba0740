using System.Security.Cryptography;
using System.Text;
using Reconciler.Engine.Notifications;

namespace Reconciler.Adapters.Notifications;

/// <summary>JSON of our own. The signature is over the body as it is sent, in which the time stands.</summary>
internal sealed class WebhookForm(ReceiverAccess access, EstateNames estate) : INoticeForm
{
    internal const string SignatureHeader = "X-Reconciler-Signature";
    internal const string DeliveryHeader = "X-Reconciler-Delivery";

    public OutgoingRequest Write(Notice notice, DateTimeOffset now)
    {
        var url = ReceiverUrl.Of(access);
        var body = NoticeJson.Write(notice, estate, now);
        var secret = access.Secret!();
        var secrets = access.IsUrlOpen ? Secrets.Of(secret) : Secrets.Of(url).And(Secrets.Of(secret));
        return new(url, body, [(DeliveryHeader, notice.Delivery), (SignatureHeader, Signature(secret, body.Span))], secrets);
    }

    /// <summary><c>sha256=</c> and the HMAC-SHA256 of the body in hexadecimal, with the secret's UTF-8 as key.</summary>
    internal static string Signature(string secret, ReadOnlySpan<byte> body) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}";
}
