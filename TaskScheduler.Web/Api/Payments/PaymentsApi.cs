using System.ComponentModel;
using TaskScheduler.Core;
using TaskScheduler.Core.Payments.Ledger;
using TaskScheduler.Web.Access;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Repeats;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Payments;

/// <summary>Which page of a list of payments is asked for, as written in the URL.</summary>
public sealed record PaymentPageQuery
{
    [Description("From 1.")]
    public string? Page { get; init; }

    [Description("Entries on a page, 25 unless said.")]
    public string? PageSize { get; init; }
}

/// <summary>The accounts of the built-in ledger over REST.</summary>
public static class PaymentsApi
{
    public const string Tag = "Payments";

    private const string Whose = "Administrators see all accounts, everybody else their own.";

    public static void MapPayments(this RouteGroupBuilder api)
    {
        var accounts = api.MapGroup("/payments/accounts").WithTags(Tag);
        accounts.MapGet("/", ListAsync).WithName("listPaymentAccounts")
            .WithSummary("List payment accounts").WithDescription($"One page of the accounts of the built-in ledger with their balances, by name. {Whose}")
            .Produces<PageOf<PaymentAccountJson>>().Refuses(400);
        accounts.MapPost("/", CreateAsync).WithName("createPaymentAccount").RequireAuthorization(Policies.Write)
            .WithSummary("Create a payment account").WithDescription("It holds nothing until an administrator funds it or somebody pays to it.")
            .Takes<NewPaymentAccountJson>().Produces<PaymentAccountJson>(201).Refuses(400, 413, 415)
            .Repeatable<Result<PaymentAccount>>(Created);
        accounts.MapGet("/{id:guid}", GetAsync).WithName("getPaymentAccount")
            .WithSummary("Read a payment account").WithDescription(Whose)
            .Produces<PaymentAccountJson>().Refuses(404);
        accounts.MapGet("/{id:guid}/entries", EntriesAsync).WithName("listPaymentEntries")
            .WithSummary("List what was booked").WithDescription($"What came into an account and left it, newest first. {Whose}")
            .Produces<PageOf<PaymentEntryJson>>().Refuses(400, 404);
        accounts.MapPost("/{id:guid}/fund", FundAsync).WithName("fundPaymentAccount").RequireAuthorization(Policies.Administer)
            .WithSummary("Book money in").WithDescription("From the external account of the currency, which stands for the world outside.")
            .Takes<FundingJson>().Produces<PaymentAccountJson>().Refuses(400, 404, 409, 413, 415)
            .Repeatable<Result<PaymentAccount>>(Changed);
        accounts.MapPost("/{id:guid}/freeze", (Guid id, PaymentAccounts store) => SetFrozenAsync(id, true, store)).WithName("freezePaymentAccount").RequireAuthorization(Policies.Administer)
            .WithSummary("Freeze a payment account").WithDescription("Nothing is paid from it, and nothing to it.")
            .Produces<PaymentAccountJson>().Refuses(404);
        accounts.MapPost("/{id:guid}/unfreeze", (Guid id, PaymentAccounts store) => SetFrozenAsync(id, false, store)).WithName("unfreezePaymentAccount").RequireAuthorization(Policies.Administer)
            .WithSummary("Unfreeze a payment account").WithDescription("It pays and is paid again.")
            .Produces<PaymentAccountJson>().Refuses(404);
    }

    private static async Task<IResult> ListAsync([AsParameters] PaymentPageQuery asked, PaymentAccounts store, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var (page, pageSize) = read.Page(asked.Page, asked.PageSize);
        if (read.Faults.Count > 0)
            return Problems.Invalid(read.Faults);
        var found = await store.ListAsync(page, pageSize, cancellationToken);
        return TypedResults.Ok(new PageOf<PaymentAccountJson>([.. found.Items.Select(PaymentAccountJson.Of)], found.Total, found.Page, found.PageSize));
    }

    private static async Task<IResult> EntriesAsync(Guid id, [AsParameters] PaymentPageQuery asked, PaymentAccounts store, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var (page, pageSize) = read.Page(asked.Page, asked.PageSize);
        if (read.Faults.Count > 0)
            return Problems.Invalid(read.Faults);
        return Problems.Unless(
            await store.EntriesAsync(id, page, pageSize, cancellationToken),
            found => TypedResults.Ok(new PageOf<PaymentEntryJson>([.. found.Items.Select(PaymentEntryJson.Of)], found.Total, found.Page, found.PageSize)));
    }

    private static async Task<IResult> GetAsync(Guid id, PaymentAccounts store, CancellationToken cancellationToken) =>
        Problems.Unless(await store.FindAsync(id, cancellationToken), account => TypedResults.Ok(PaymentAccountJson.Of(account)));

    private static Task<IResult> CreateAsync(HttpContext http, PaymentAccounts store, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["name", "currency", "ownerId"]);
        var draft = new PaymentAccountDraft(reader.Text("name"), reader.Text("currency"));
        if (reader.Text("ownerId") is { } owner)
        {
            if (Guid.TryParse(owner, out var id))
                draft = draft with { OwnerId = id };
            else
                faults.Add(new("ownerId", $"'{owner}' is not an id."));
        }
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        var made = await store.CreateAsync(draft);
        return Created(made) ?? Problems.Of(made.Refusal!.Value, made.Faults);
    }, cancellationToken);

    private static Task<IResult> FundAsync(Guid id, HttpContext http, PaymentAccounts store, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["amount", "reference"]);
        var (amount, reference) = (reader.Text("amount"), reader.Text("reference"));
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        var funded = await store.FundAsync(id, amount, reference);
        return Changed(funded) ?? Problems.Of(funded.Refusal!.Value, funded.Faults);
    }, cancellationToken);

    private static async Task<IResult> SetFrozenAsync(Guid id, bool frozen, PaymentAccounts store) =>
        Problems.Unless(await store.SetFrozenAsync(id, frozen), account => TypedResults.Ok(PaymentAccountJson.Of(account)));

    private static MadeAnswer? Created(Result<PaymentAccount> result) => result.Succeeded
        ? new(StatusCodes.Status201Created, PaymentAccountJson.Of(result.Value), $"{ApiSetup.Root}/payments/accounts/{result.Value.Id}")
        : null;

    private static MadeAnswer? Changed(Result<PaymentAccount> result) => result.Succeeded ? new(StatusCodes.Status200OK, PaymentAccountJson.Of(result.Value)) : null;
}
