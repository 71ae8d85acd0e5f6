using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Access;
using TaskScheduler.Web.Layout;

namespace TaskScheduler.Tests.Support;

/// <summary>Renders components with the program's own registrations; calls into the browser answer with nothing unless set up.</summary>
public abstract class ComponentTest : BunitContext
{
    protected ComponentTest()
    {
        Services.AddPageServices();
        Services.AddSingleton<ICaller, ProgramCaller>();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }
}
