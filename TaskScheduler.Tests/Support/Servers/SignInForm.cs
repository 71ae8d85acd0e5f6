using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace TaskScheduler.Tests.Support.Servers;

/// <summary>A browser without a window: fills in the forms of the pages that ask who somebody is, and keeps the cookies.</summary>
public sealed class SignInForm : IDisposable
{
    private readonly CookieContainer cookies = new();
    private readonly HttpClient client;

    public SignInForm(Uri app) =>
        client = new(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = app, DefaultRequestHeaders = { { "Accept", "text/html" } } };

    /// <summary>Returns where a successful sign-in leads; null with what the page says when it failed.</summary>
    public Task<(Uri? LeadsTo, string? Says)> SignInAsync(string email, string password, string address = "/sign-in") =>
        SendAsync(address, ("Form.Email", email), ("Form.Password", password));

    public async Task<(Uri? LeadsTo, string? Says)> SendAsync(string address, params (string Name, string Value)[] fields)
    {
        var form = await FormAsync(address);
        var hidden = form.QuerySelectorAll("input[type=hidden]").Cast<IHtmlInputElement>().Select(input => KeyValuePair.Create(input.Name!, input.Value));
        using var content = new FormUrlEncodedContent(hidden.Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        using var answer = await client.PostAsync(new Uri(address, UriKind.Relative), content, TestContext.Current.CancellationToken);
        if (answer.StatusCode == HttpStatusCode.Found)
            return (answer.Headers.Location, null);
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (null, page.QuerySelector("[role=alert], .field-fault")?.TextContent.Trim());
    }

    public Task<HttpResponseMessage> GetAsync(string address) => client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

    public void Dispose() => client.Dispose();

    private async Task<IHtmlFormElement> FormAsync(string address)
    {
        using var answer = await GetAsync(address);
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return page.Forms.Single();
    }
}
