using System.ComponentModel;
using TaskScheduler.Core;
using TaskScheduler.Core.Secrets;
using TaskScheduler.Web.Access;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Secrets;

/// <summary>How a secret is to be deleted, as written in the URL.</summary>
public sealed record SecretDeletion
{
    [Description("true deletes it although tasks use it, whose runs fail from then on.")]
    public string? Force { get; init; }
}

/// <summary>Secrets over REST: everything but their values.</summary>
public static class SecretsApi
{
    public static void MapSecrets(this RouteGroupBuilder api)
    {
        var secrets = api.MapGroup("/secrets").WithTags("Secrets");
        secrets.MapGet("/", ListAsync).WithName("listSecrets").RequireAuthorization(Policies.Write)
            .WithSummary("List secrets").WithDescription("Their names, and how many tasks use each; never their values. For those who may write tasks.")
            .Produces<IReadOnlyList<SecretJson>>().Refuses(401, 403);
        secrets.MapPut("/{name}", PutAsync).WithName("putSecret").RequireAuthorization(Policies.Administer)
            .WithSummary("Enter or replace a secret").WithDescription("A task uses it as {{secret:NAME}} in its payload. A name begins with a letter and has up to 64 letters, digits, dots, hyphens and underscores. Runs that begin from now on use the new value.")
            .Takes<SecretValueJson>().Produces(204).Refuses(400, 401, 403, 413, 415);
        secrets.MapDelete("/{name}", DeleteAsync).WithName("deleteSecret").RequireAuthorization(Policies.Administer)
            .WithSummary("Delete a secret").WithDescription("Refused while tasks use it, and then says which, unless forced.")
            .Produces(204).Refuses(400, 401, 403, 404, 409);
    }

    private static async Task<IResult> ListAsync(SecretStore store, CancellationToken cancellationToken) =>
        Problems.Unless(await store.ListAsync(cancellationToken), all => TypedResults.Ok(all.Select(SecretJson.Of)));

    private static Task<IResult> PutAsync(string name, HttpContext http, SecretStore store, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["value"]);
        var value = reader.Text("value");
        return faults.Count > 0 ? Problems.Invalid(faults) : Done(await store.PutAsync(name, value));
    }, cancellationToken);

    private static async Task<IResult> DeleteAsync(string name, [AsParameters] SecretDeletion asked, SecretStore store)
    {
        var read = new QueryReader();
        var force = read.Flag("force", asked.Force);
        return read.Faults.Count > 0 ? Problems.Invalid(read.Faults) : Done(await store.DeleteAsync(name, force));
    }

    private static IResult Done(Result<bool> result) => Problems.Unless(result, _ => TypedResults.NoContent());
}
