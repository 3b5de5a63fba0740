using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Reconciler.Cli.Web;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Tests.Web;

public sealed class DoorkeeperTests
{
    private const int Passed = StatusCodes.Status418ImATeapot;

    private static readonly DateTimeOffset end = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider time = new(end.AddSeconds(-1));

    [Theory]
    [InlineData(nameof(Access.Open), null, Passed)]
    [InlineData(nameof(Access.OpenOnLoopback), null, Passed)]
    [InlineData(nameof(Access.Read), null, 401)]
    [InlineData(nameof(Access.Read), "Bearer reader", Passed)]
    [InlineData(nameof(Access.Read), "bearer  reader ", Passed)]
    [InlineData(nameof(Access.Read), "Bearer operator", Passed)]
    [InlineData(nameof(Access.Read), "Bearer Reader", 401)]
    [InlineData(nameof(Access.Read), "Bearer ", 401)]
    [InlineData(nameof(Access.Read), "Bearer", 401)]
    [InlineData(nameof(Access.Read), "Basic cmVhZGVyOg==", 401)]
    [InlineData(nameof(Access.Operate), null, 401)]
    [InlineData(nameof(Access.Operate), "Bearer reader", 403)]
    [InlineData(nameof(Access.Operate), "Bearer operator", Passed)]
    public async Task Admit_OnLoopback_LetsPassWhoMay(string access, string? header, int status) =>
        Assert.Equal(status, (await AskAsync(access, header)).Response.StatusCode);

    [Theory]
    [InlineData(null, 401)]
    [InlineData("Bearer reader", Passed)]
    public async Task Admit_WhereOthersCanAsk_WantsATokenForWhatIsOpenOnLoopback(string? header, int status) =>
        Assert.Equal(status, (await AskAsync(nameof(Access.OpenOnLoopback), header, isOnLoopback: false)).Response.StatusCode);

    [Fact]
    public async Task Admit_TheHashInPlaceOfTheToken_LetsNobodyPass() =>
        Assert.Equal(401, (await AskAsync(nameof(Access.Read), $"Bearer {Convert.ToHexStringLower(Hash("reader"))}")).Response.StatusCode);

    [Fact]
    public async Task Admit_OfATokenThatRanOut_SaysWhenAndHowToMakeAnother()
    {
        Assert.Equal(Passed, (await AskAsync(nameof(Access.Operate), "Bearer operator")).Response.StatusCode);
        time.Advance(TimeSpan.FromSeconds(1));

        var context = await AskAsync(nameof(Access.Operate), "Bearer operator");

        Assert.Equal(401, context.Response.StatusCode);
        Assert.Equal("Bearer error=\"invalid_token\"", context.Response.Headers.WWWAuthenticate);
        Assert.Contains("the token 'deploy' ran out on 2027-01-01 00:00Z. 'reconciler token deploy --role operate' makes one, and prints the lines for the settings", Body(context), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Admit_OfARoleThatDoesNotSuffice_SaysWhichDoes()
    {
        var context = await AskAsync(nameof(Access.Operate), "Bearer reader");

        Assert.Equal("Bearer error=\"insufficient_scope\"", context.Response.Headers.WWWAuthenticate);
        Assert.Contains("the token 'grafana' may read, and this takes the role 'operate'", Body(context), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example", 403)]
    [InlineData("null", 403)]
    [InlineData("http://localhost:8471", 403)]
    [InlineData("http://localhost:8470", Passed)]
    public async Task Admit_AWriteOfAPageInABrowser_LetsPassItsOwnOnly(string origin, int status) =>
        Assert.Equal(status, (await AskAsync(nameof(Access.Operate), "Bearer operator", origin: origin)).Response.StatusCode);

    [Fact]
    public async Task Admit_WhoShowsAToken_IsKnownByItsName() =>
        Assert.Equal("api:deploy", Asker.Of(await AskAsync(nameof(Access.Read), "Bearer operator")).Actor);

    private async Task<HttpContext> AskAsync(string access, string? header, bool isOnLoopback = true, string? origin = null)
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        context.Request.Scheme = "http";
        context.Request.Host = new("localhost:8470");
        if (header is not null)
            context.Request.Headers.Authorization = header;
        if (origin is not null)
            context.Request.Headers.Origin = origin;
        var door = new Doorkeeper([new("grafana", TokenRole.Read, [.. Hash("reader")], null), new("deploy", TokenRole.Operate, [.. Hash("operator")], end)], isOnLoopback, time);
        await door.AdmitAsync(context, new(HttpMethods.Get, "/", Enum.Parse<Access>(access), passed =>
        {
            passed.Response.StatusCode = Passed;
            return Task.CompletedTask;
        }));
        return context;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static string Body(HttpContext context) => Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
}
