using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Access;
using TaskScheduler.Web.Layout;

namespace TaskScheduler.Tests.Support;

/// <summary>Renders components with the program's own registrations; calls into the browser answer with nothing unless set up.</summary>
public abstract class ComponentTest : BunitContext
{
    /// <summary>A busy machine is not a failed test; a wait ends as soon as what it waits for is seen.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    protected ComponentTest()
    {
        Services.AddPageServices();
        Services.AddSingleton<ICaller, ProgramCaller>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        DefaultWaitTimeout = Patience;
    }
}
