using System.Text.Json;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Web.Access;
using TaskScheduler.Web.Access.Accounts;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Accounts;

/// <summary>Accounts over REST, for administrators.</summary>
public static class AccountsApi
{
    public static void MapAccounts(this RouteGroupBuilder api)
    {
        var accounts = api.MapGroup("/accounts").WithTags("Accounts").RequireAuthorization(Policies.Administer);
        accounts.MapGet("/", (AccountDesk desk) => Problems.Unless(desk.List(), all => TypedResults.Ok(all.Select(AccountJson.Of)))).WithName("listAccounts")
            .WithSummary("List accounts").WithDescription("All of them, by e-mail address.")
            .Produces<IReadOnlyList<AccountJson>>().Refuses(401, 403);
        accounts.MapPost("/", CreateAsync).WithName("createAccount")
            .WithSummary("Create an account").WithDescription("Its person signs in with this password, and changes it.")
            .Takes<NewAccountJson>().Produces<AccountJson>(201).Refuses(400, 401, 403, 413, 415);
        accounts.MapPut("/{id:guid}", ChangeAsync).WithName("changeAccount")
            .WithSummary("Change what an account may do").WithDescription("Takes effect at once, in open pages too. One administrator is always left.")
            .Takes<AccountChangeJson>().Produces<AccountJson>().Refuses(400, 401, 403, 404, 409, 413, 415);
        accounts.MapPost("/{id:guid}/reset-password", async (Guid id, AccountDesk desk) => Problems.Unless(await desk.ResetPasswordAsync(id), made => TypedResults.Ok(new NewPasswordJson(made)))).WithName("resetPassword")
            .WithSummary("Give an account a new password").WithDescription("Unlocks it and ends its sessions.")
            .Produces<NewPasswordJson>().Refuses(401, 403, 404);
        accounts.MapDelete("/{id:guid}/second-factor", async (Guid id, AccountDesk desk) => Problems.Unless(await desk.RemoveSecondFactorAsync(id), account => TypedResults.Ok(AccountJson.Of(account)))).WithName("removeSecondFactor")
            .WithSummary("Take the second factor away").WithDescription("For somebody who has lost it.")
            .Produces<AccountJson>().Refuses(401, 403, 404);
        accounts.MapDelete("/{id:guid}/sessions", async (Guid id, AccountDesk desk) => Problems.Unless(await desk.EndSessionsAsync(id), _ => TypedResults.NoContent())).WithName("endSessions")
            .WithSummary("Sign an account out everywhere").WithDescription("Its tokens stay valid.")
            .Produces(204).Refuses(401, 403, 404);
    }

    private static Task<IResult> CreateAsync(HttpContext http, AccountDesk desk, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["email", "password", "role", "sharedTags"]);
        var (email, password, role, tags) = (reader.Text("email"), reader.Text("password"), RoleIn(reader, faults), reader.Texts("sharedTags"));
        return faults.Count > 0
            ? Problems.Invalid(faults)
            : Problems.Unless(await desk.CreateAsync(email, password, role, tags ?? []), account => TypedResults.Created($"/api/accounts/{account.Id}", AccountJson.Of(account)));
    }, cancellationToken);

    private static Task<IResult> ChangeAsync(Guid id, HttpContext http, AccountDesk desk, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["role", "sharedTags", "disabled"]);
        var (role, tags) = (RoleIn(reader, faults), reader.Texts("sharedTags"));
        var disabled = body.TryGetProperty("disabled", out var said) && said.ValueKind == JsonValueKind.True;
        return faults.Count > 0
            ? Problems.Invalid(faults)
            : Problems.Unless(await desk.ChangeAsync(id, role, tags ?? [], disabled), account => TypedResults.Ok(AccountJson.Of(account)));
    }, cancellationToken);

    private static Role RoleIn(ObjectReader reader, List<Fault> faults)
    {
        var text = reader.Text("role");
        foreach (var role in Enum.GetValues<Role>().Where(role => JsonFormat.NameOf(role) == text))
            return role;
        faults.Add(new("role", $"'role' must be one of: {string.Join(", ", Enum.GetValues<Role>().Select(JsonFormat.NameOf))}."));
        return default;
    }
}
