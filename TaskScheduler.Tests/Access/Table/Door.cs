namespace TaskScheduler.Tests.Access.Table;

/// <summary>Who is let through a door.</summary>
public enum Lets
{
    /// <summary>Everybody, also without signing in.</summary>
    Everybody,

    /// <summary>Whoever has signed in.</summary>
    SignedIn,

    /// <summary>Operators and administrators.</summary>
    Operators,

    /// <summary>The operator whose task it is, and administrators.</summary>
    Owner,

    Administrators,
}

/// <summary>One call, page or hub.</summary>
/// <param name="Path">As it is routed, with the names of its values.</param>
/// <param name="Body">JSON that is right, so that only the caller can be wrong.</param>
public sealed record Door(string Method, string Path, Lets Lets, string? Body = null)
{
    public bool IsOpenTo(string persona) => Lets switch
    {
        Lets.Everybody => true,
        _ when persona is Personas.Nobody or Personas.Expired => false,
        Lets.SignedIn => true,
        Lets.Operators => persona is not Personas.Viewer,
        Lets.Owner => persona is Personas.Operator or Personas.Admin,
        _ => persona is Personas.Admin,
    };

    public override string ToString() => $"{Method} {Path}";
}
