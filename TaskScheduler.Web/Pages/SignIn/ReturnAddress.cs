namespace TaskScheduler.Web.Pages.SignIn;

/// <summary>Where somebody wanted to go before they were asked to sign in.</summary>
internal static class ReturnAddress
{
    private const string Start = "/tasks";

    /// <summary>The address if it lies in this program, else the start: a link must not lead a signed-in person elsewhere.</summary>
    public static string Of(string? wanted) =>
        wanted is ['/', ..] and not ['/', '/' or '\\', ..] && !wanted.Any(char.IsControl) ? wanted : Start;
}
