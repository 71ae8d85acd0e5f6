namespace TaskScheduler.Tests.Access.Table;

/// <summary>Every route of the program, and who may go through. A new one fails a test until it stands here.</summary>
public static class DoorList
{
    public const string Reminder = """{"title":"Water the plants","executionTime":"2099-01-01T09:00:00+01:00","userEmail":"kim@example.org"}""";

    public static IReadOnlyList<Door> All { get; } =
    [
        new("GET", "/", Lets.SignedIn),
        new("GET", "/health", Lets.Everybody),
        new("GET", "/health/live", Lets.Everybody),
        new("GET", "/health/ready", Lets.Everybody),
        new("GET", "/api/health", Lets.Everybody),
        new("GET", "/openapi/{documentName}.json", Lets.SignedIn),
        new("POST", "/sign-out", Lets.Everybody),

        new("GET", "/api/tasks", Lets.SignedIn),
        new("POST", "/api/tasks", Lets.Operators, Reminder),
        new("GET", "/api/tasks/{id:guid}", Lets.SignedIn),
        new("PUT", "/api/tasks/{id:guid}", Lets.Owner, Reminder),
        new("DELETE", "/api/tasks/{id:guid}", Lets.Owner),
        new("PUT", "/api/tasks/{id:guid}/active", Lets.Owner),
        new("PUT", "/api/tasks/{id:guid}/inactive", Lets.Owner),
        new("POST", "/api/tasks/{id:guid}/run", Lets.Owner),
        new("GET", "/api/tasks/{id:guid}/versions", Lets.SignedIn),
        new("GET", "/api/tasks/{id:guid}/versions/{version:int}", Lets.SignedIn),
        new("GET", "/api/tasks/{id:guid}/versions/{version:int}/difference/{other:int}", Lets.SignedIn),
        new("POST", "/api/tasks/{id:guid}/versions/{version:int}/restore", Lets.Owner),
        new("GET", "/api/audit", Lets.Administrators),
        new("GET", "/api/audit/export", Lets.Administrators),
        new("GET", "/api/tasks/{id:guid}/hook", Lets.SignedIn),
        new("POST", "/api/tasks/{id:guid}/hook", Lets.Owner),
        new("DELETE", "/api/tasks/{id:guid}/hook", Lets.Owner),
        new("POST", "/hooks/{secret}", Lets.Everybody),
        new("POST", "/api/tasks/{id:guid}/duplicate", Lets.Operators),
        new("POST", "/api/tasks/batch", Lets.Operators, $$"""{"tasks":[{{Reminder}}]}"""),
        new("POST", "/api/tasks/bulk", Lets.Operators, """{"action":"setInactive","ids":["01890a5d-ac96-774b-bcce-b302099a8057"]}"""),
        new("POST", "/api/schedules/preview", Lets.SignedIn, """{"schedule":{"kind":"immediate"}}"""),
        new("GET", "/api/tags", Lets.SignedIn),
        new("GET", "/api/task-types", Lets.SignedIn),
        new("GET", "/api/executedTasks", Lets.SignedIn),
        new("GET", "/api/runs/{id:guid}", Lets.SignedIn),
        new("POST", "/api/runs/{id:guid}/cancel", Lets.Owner),
        new("POST", "/api/runs/{id:guid}/retry", Lets.Owner),
        new("POST", "/api/runs/{id:guid}/discard", Lets.Owner, """{"reason":"Done by hand"}"""),
        new("GET", "/api/runs", Lets.SignedIn),
        new("POST", "/api/runs/bulk", Lets.Operators, """{"action":"cancel","ids":["01890a5d-ac96-774b-bcce-b302099a8057"]}"""),
        new("GET", "/api/dead-letters", Lets.SignedIn),
        new("GET", "/api/limits", Lets.Administrators),
        new("PUT", "/api/limits", Lets.Administrators, """{"limits":[]}"""),

        new("GET", "/api/definitions", Lets.SignedIn),
        new("POST", "/api/definitions/plan", Lets.SignedIn, """{"tasks":[]}"""),
        new("POST", "/api/definitions/apply", Lets.Operators, """{"tasks":[]}"""),
        new("POST", "/api/definitions/crontab", Lets.SignedIn, "0 2 * * * curl https://example.org/"),

        new("GET", "/api/account", Lets.SignedIn),
        new("GET", "/api/tokens", Lets.SignedIn),
        new("POST", "/api/tokens", Lets.SignedIn, """{"name":"table","scope":"read"}"""),
        new("DELETE", "/api/tokens/{id:guid}", Lets.SignedIn),
        new("GET", "/api/sessions", Lets.SignedIn),
        new("DELETE", "/api/sessions/{id:guid}", Lets.SignedIn),
        new("GET", "/api/accounts", Lets.Administrators),
        new("POST", "/api/accounts", Lets.Administrators, """{"email":"no address","password":"three words in a row","role":"viewer"}"""),
        new("PUT", "/api/accounts/{id:guid}", Lets.Administrators, """{"role":"operator"}"""),
        new("POST", "/api/accounts/{id:guid}/reset-password", Lets.Administrators),
        new("DELETE", "/api/accounts/{id:guid}/second-factor", Lets.Administrators),
        new("DELETE", "/api/accounts/{id:guid}/sessions", Lets.Administrators),

        new("GET", "/tasks", Lets.SignedIn),
        new("GET", "/executed", Lets.SignedIn),
        new("GET", "/audit", Lets.SignedIn),
        new("GET", "/dead-letters", Lets.SignedIn),
        new("GET", "/limits", Lets.SignedIn),
        new("GET", "/account", Lets.SignedIn),
        new("GET", "/accounts", Lets.SignedIn),
        new("GET", "/not-found", Lets.SignedIn),
        new("GET", "/setup", Lets.Everybody),
        new("GET", "/sign-in", Lets.Everybody),
        new("GET", "/sign-in/second-factor", Lets.Everybody),
        new("GET", "/executed/{RunId:guid}", Lets.SignedIn),
        new("GET", "/definitions", Lets.SignedIn),
        new("GET", "/hubs/tasks", Lets.SignedIn),
        new("GET", "/hubs/tasks/negotiate", Lets.SignedIn),
        new("POST", "/hubs/tasks/negotiate", Lets.SignedIn),
        new("GET", "/_blazor", Lets.SignedIn),
        new("POST", "/_blazor/negotiate", Lets.SignedIn),
        new("POST", "/_blazor/disconnect", Lets.SignedIn),
        new("GET", "/_blazor/disconnect", Lets.SignedIn),
        new("GET", "/_blazor/initializers", Lets.SignedIn),
        new("GET", "/_blazor/negotiate", Lets.SignedIn),
    ];

    /// <summary>The files of the pages, which the sign-in page needs too.</summary>
    public static bool IsPartOfPages(string route) =>
        route.Contains('.', StringComparison.Ordinal) || route.Contains("/_framework/", StringComparison.Ordinal) || route.EndsWith("{**path:file}", StringComparison.Ordinal) || route.StartsWith("HEAD ", StringComparison.Ordinal);
}
