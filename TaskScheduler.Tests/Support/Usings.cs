global using TaskScheduler.Tests.Support.Browser;
global using TaskScheduler.Tests.Support.Servers;
global using Xunit;
global using TestContext = Xunit.TestContext;
