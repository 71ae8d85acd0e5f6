using Microsoft.AspNetCore.Authorization;
using TaskScheduler.Core.Access;

namespace TaskScheduler.Web.Access;

/// <summary>What an endpoint asks of its caller. Whether a certain task is within reach is for the stores to say.</summary>
public static class Policies
{
    public static AuthorizationPolicy Read { get; } = Of(Rights.Read);

    public static AuthorizationPolicy Run { get; } = Of(Rights.Run);

    public static AuthorizationPolicy Write { get; } = Of(Rights.Write);

    public static AuthorizationPolicy Administer { get; } = Of(Rights.Administer);

    private static AuthorizationPolicy Of(Rights right) => new AuthorizationPolicyBuilder().AddRequirements(new RightRequirement(right)).Build();
}

/// <param name="Right">What the caller must be allowed at this moment.</param>
public sealed record RightRequirement(Rights Right) : IAuthorizationRequirement;

internal sealed class RightCheck(Visitor visitor) : AuthorizationHandler<RightRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RightRequirement requirement)
    {
        if (visitor.Actor.May(requirement.Right))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
